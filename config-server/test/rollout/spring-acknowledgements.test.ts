import assert from 'node:assert/strict';
import { createAckEvent, createRefreshEvent } from '@vernal/protocol/bus';
import type { KnownKey } from '../../src/ports/key-store.ts';
import { SpringAcknowledgements } from '../../src/rollout/spring-acknowledgements.ts';

function told(profiles: string, announced: string, application = 'orders'): KnownKey {
  return {
    ...{ application, profiles, label: null, revision: announced, announced },
    ...{ changedKeys: ['size'], changedAt: 1, eventId: 'e-2', told: true },
  };
}

function ackOf(busId: string, ackId = 'e-2') {
  const origin = { id: ackId, timestamp: 1, originService: 'vernal-config:8888:one' };
  const refresh = createRefreshEvent(origin, 'orders:**');
  return createAckEvent({ id: 'ack', timestamp: 5, originService: busId }, refresh);
}

describe('what the acknowledgement of a Java service tells', () => {
  const commitOf = (keys: readonly KnownKey[], busId: string, ackId?: string) =>
    new SpringAcknowledgements({ all: () => keys }).read(ackOf(busId, ackId))?.commit;

  it('is the commit of its own profiles, which its bus id names', () => {
    const keys = [told('dev', 'd1'), told('prod', 'p1'), told('prod,eu', 'e1')];
    assert.equal(commitOf(keys, 'orders:prod:8080:9f'), 'p1');
    assert.equal(commitOf(keys, 'orders:prod, eu:8080:9f'), 'e1');
  });

  it('is no commit where the event was about several and the profiles say nothing', () => {
    assert.equal(commitOf([told('dev', 'd1'), told('prod', 'p1')], 'orders:8080:9f'), '');
    assert.equal(commitOf([told('dev', 'd1'), told('prod', 'd1')], 'orders:8080:9f'), 'd1');
  });

  it('counts for the second application of a list, too', () => {
    const keys = [told('dev', 'd1', 'orders,billing')];
    assert.equal(commitOf(keys, 'billing:8080:9f', 'e-2-1'), 'd1');
  });

  it('is nothing when it answers an event of somebody else', () => {
    assert.equal(commitOf([told('dev', 'd1')], 'orders:8080:9f', 'other'), undefined);
    assert.equal(commitOf([{ ...told('dev', 'd1'), eventId: '' }], 'orders:8080:9f'), undefined);
  });
});
