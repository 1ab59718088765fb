import assert from 'node:assert/strict';
import {
  type Acknowledgement,
  type ConfigState,
  decodeAcknowledgement,
  decodeConfigState,
  decodeEvent,
  decodeRegistryChange,
  decodeRepositoryChange,
  encodeAcknowledgement,
  encodeConfigState,
  encodeRegistryChange,
  encodeRepositoryChange,
} from '@vernal/protocol/bus';
import fc from 'fast-check';
import { payloadOf } from './payload.ts';

const STATE: ConfigState = {
  application: 'orders',
  profiles: 'dev,cloud',
  label: 'main',
  commit: 'f00d',
  changedKeys: ['orders.greeting'],
  changedAt: 1_700_000_000_000,
  eventId: 'e-1',
};
const ACK: Acknowledgement = {
  eventId: 'e-1',
  busId: 'orders:8080:abc',
  application: 'orders',
  instanceId: 'host:orders:8080',
  commit: 'f00d',
  outcome: 'refused',
  problem: 'orders.limit: not a number',
  profiles: 'dev,cloud',
  label: 'main',
  running: { commit: 'beef', since: 1_700_000_000_000 },
  at: 1_700_000_000_001,
};

describe('state of a config key', () => {
  it('is read back as written', () => {
    for (const state of [STATE, { ...STATE, label: null, changedKeys: [] }]) {
      assert.deepEqual(decodeConfigState(payloadOf(encodeConfigState(state))), {
        ok: true,
        value: state,
      });
    }
  });

  it('stays readable whatever changed', () => {
    const changedKeys = Array.from({ length: 50_000 }, (_, index) => `orders.limits[${index}]`);
    const decoded = decodeConfigState(payloadOf(encodeConfigState({ ...STATE, changedKeys })));
    assert.ok(decoded.ok);
    assert.deepEqual(decoded.value.changedKeys, changedKeys.slice(0, 1_000));
  });

  it('needs application, profiles, commit and time, and says so at once', () => {
    const result = decodeConfigState(payloadOf({ label: null }));
    assert.ok(!result.ok);
    assert.deepEqual(
      result.problems.map(({ path }) => path),
      ['application', 'profiles', 'commit', 'changedAt'],
    );
  });

  it('ignores members of later versions', () => {
    const text = JSON.stringify({ ...STATE, vernal: 2 });
    assert.deepEqual(decodeConfigState(payloadOf(text)), { ok: true, value: STATE });
  });
});

describe('acknowledgement', () => {
  it('is read back as written', () => {
    const { problem: _problem, ...rest } = ACK;
    const vague = { ...ACK, commit: '', instanceId: '', outcome: 'failed' as const };
    for (const ack of [ACK, vague, { ...rest, outcome: 'applied' as const }]) {
      assert.deepEqual(decodeAcknowledgement(payloadOf(encodeAcknowledgement(ack, 'id'))), {
        ok: true,
        value: ack,
      });
    }
  });

  it('stays readable whatever went wrong', () => {
    const problem = 'orders.limit: not a number; '.repeat(100_000);
    const decoded = decodeAcknowledgement(
      payloadOf(encodeAcknowledgement({ ...ACK, problem }, 'id')),
    );
    assert.ok(decoded.ok);
    assert.equal(decoded.value.problem, problem.slice(0, 4_000));
  });

  it('is an ack of a refresh for a Spring application, too', () => {
    const payload = payloadOf(encodeAcknowledgement(ACK, 'id'));
    assert.deepEqual(decodeEvent(payload, { newId: () => '', receivedAt: 0 }), {
      ok: true,
      value: {
        type: 'AckRemoteApplicationEvent',
        id: 'id',
        timestamp: ACK.at,
        originService: ACK.busId,
        destinationService: '**',
        ackId: 'e-1',
        ackDestinationService: 'orders:**',
        event: 'org.springframework.cloud.bus.event.RefreshRemoteApplicationEvent',
      },
    });
  });

  it('refuses an outcome that it does not know', () => {
    const text = encodeAcknowledgement(ACK, 'id').replace('refused', 'ignored');
    const result = decodeAcknowledgement(payloadOf(text));
    assert.ok(!result.ok);
    assert.equal(result.problems[0]?.path, 'outcome');
  });
});

describe('registry change', () => {
  it('is read back as written', () => {
    const change = { applications: ['ORDERS', 'CATALOG'], at: 7 };
    assert.deepEqual(decodeRegistryChange(payloadOf(encodeRegistryChange(change))), {
      ok: true,
      value: change,
    });
  });

  for (const applications of ['ORDERS', [null], [{}], {}]) {
    it(`refuses applications ${JSON.stringify(applications)}`, () => {
      assert.equal(decodeRegistryChange(payloadOf({ applications, at: 7 })).ok, false);
    });
  }
});

describe('repository change', () => {
  it('is read back as written', () => {
    const change = { by: 'vernal-config:8888:x', at: 7 };
    const decoded = decodeRepositoryChange(payloadOf(encodeRepositoryChange(change)));
    assert.deepEqual(decoded, { ok: true, value: change });
    assert.equal(decodeRepositoryChange(payloadOf({ at: 7 })).ok, false);
  });
});

describe('decoders of states', () => {
  it('never throw', () => {
    const like = fc.constantFrom(STATE, JSON.parse(encodeAcknowledgement(ACK, 'id')));
    const broken = fc
      .tuple(like, fc.constantFrom(...Object.keys(STATE), 'outcome', 'problem'), fc.jsonValue())
      .map(([value, name, replacement]) => payloadOf({ ...value, [name]: replacement }));
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), fc.json().map(payloadOf), broken), (payload) => {
        for (const decode of [
          ...[decodeConfigState, decodeAcknowledgement],
          ...[decodeRegistryChange, decodeRepositoryChange],
        ]) {
          const result = decode(payload);
          if (!result.ok) assert.ok(result.problems.length > 0);
        }
      }),
    );
  });
});
