import assert from 'node:assert/strict';
import {
  type PreservationView,
  preservationView,
} from '../../src/preservation/preservation-view.ts';
import { CLIENT, createRegistry, PEER, PRESERVING } from '../domain/registry-fixture.ts';
import { leaseOf, sampleInstance } from '../sample-instance.ts';

const TERMS = leaseOf(40);

/** 14 instances that renewed for three minutes, of which `silent` stopped after the first. */
async function afterLoss(silent: number): Promise<PreservationView> {
  const { registry, time } = createRegistry(PRESERVING);
  for (let n = 0; n < 14; n++) {
    registry.register(sampleInstance({ instanceId: `n${n}`, ...TERMS }), CLIENT);
  }
  for (let round = 0; round < 8; round++) {
    await time.advance(30_000);
    for (let n = round < 2 ? 0 : silent; n < 14; n++) {
      registry.renew('ORDERS', `n${n}`, { origin: 'client' });
    }
  }
  return preservationView(registry, time.now());
}

describe('self-preservation in words', () => {
  it('says that nothing has been counted in the first minute, and when that ends', async () => {
    const { registry, time } = createRegistry(PRESERVING);
    registry.register(sampleInstance(TERMS), CLIENT);
    await time.advance(45_000);
    const { state, why, endsWhen } = preservationView(registry, time.now());
    assert.equal(state, 'suspended');
    assert.match(
      why,
      /though the lease of 1 instance has expired: .* not yet counted a full minute/,
    );
    assert.match(endsWhen ?? '', /ends in 15 s and has seen more than 3 renewals/);
  });

  it('says with numbers why nothing is evicted and what would end it [eureka 88]', async () => {
    const view = await afterLoss(3);
    assert.equal(view.state, 'suspended');
    assert.equal(
      view.why,
      'Nothing is evicted, though the lease of 3 instances has expired: 22 renewals came in the last minute, ' +
        'and more than 25 are needed, 85 % of the 30 that 15 clients should send.',
    );
    assert.equal(
      view.endsWhen,
      'more than 25 renewals come in one minute (4 more than now), ' +
        'or 3 expired instances of 3 are cancelled',
    );
  });

  it('is right about how many cancellations end it [eureka 88]', async () => {
    const { registry, time } = createRegistry(PRESERVING);
    for (let n = 0; n < 14; n++) {
      registry.register(sampleInstance({ instanceId: `n${n}`, ...TERMS }), CLIENT);
    }
    for (let round = 0; round < 8; round++) {
      await time.advance(30_000);
      for (let n = 3; n < 14; n++) registry.renew('ORDERS', `n${n}`, { origin: 'client' });
    }
    registry.cancel('ORDERS', 'n0', CLIENT);
    registry.cancel('ORDERS', 'n1', CLIENT);
    assert.equal(preservationView(registry, time.now()).state, 'suspended');
    registry.cancel('ORDERS', 'n2', CLIENT);
    assert.equal(preservationView(registry, time.now()).state, 'evicting');
  });

  it('says that expired instances go while enough renew [eureka 88]', async () => {
    const view = await afterLoss(1);
    assert.equal(view.state, 'evicting');
    assert.match(
      view.why,
      /^26 renewals came in the last minute, more than the 25 that are needed/,
    );
    assert.equal(view.endsWhen, undefined);
  });

  it('says when it is off', () => {
    const { registry, time } = createRegistry();
    const { state, why, endsWhen } = preservationView(registry, time.now());
    assert.deepEqual([state, endsWhen], ['off', undefined]);
    assert.match(why, /^Self-preservation is off/);
  });

  it('says that too few are expected', async () => {
    const { registry, time } = createRegistry({ ...PRESERVING, defaultOpenForTrafficCount: 0 });
    registry.restore([]);
    await time.advance(120_000);
    assert.match(
      preservationView(registry, time.now()).why,
      /too few clients are expected to renew to judge by \(0\)/,
    );
  });

  it('says what asking showed', async () => {
    const { registry, time } = createRegistry({
      selfPreservation: {
        enabled: true,
        renewalPercentThreshold: 0.85,
        expectedRenewalIntervalMs: 30_000,
        mode: 'verified',
      },
    });
    registry.register(sampleInstance(TERMS), CLIENT);
    await time.advance(120_000);
    const kept = { answered: 2, silent: 0, unproven: 1, capped: 0 };
    const { why, endsWhen } = preservationView(registry, time.now(), kept);
    assert.equal(
      why,
      'Expired instances are asked before they go (kept since they answered: 2; never answered, ' +
        'so that silence proves nothing: 1). Where asking says nothing, the arithmetic decides: ' +
        'they stay: 0 renewals came in the last minute, and more than 51 are needed, 85 % of the ' +
        '60 that 1 client should send.',
    );
    assert.match(endsWhen ?? '', /^more than 51 renewals come in one minute/);
  });
});

describe('the renewals of each application', () => {
  it('are expected by the interval of each instance, and seen from clients and peers', async () => {
    const { registry, time } = createRegistry(PRESERVING);
    registry.register(sampleInstance({ instanceId: 'n1' }), CLIENT);
    registry.register(sampleInstance({ instanceId: 'n2', ...TERMS }), CLIENT);
    registry.register(sampleInstance({ instanceId: 'n1', app: 'BILLING' }), PEER);
    registry.renew('ORDERS', 'n1', { origin: 'client' });
    registry.renew('ORDERS', 'n1', { origin: 'peer' });
    registry.renew('BILLING', 'n1', { origin: 'peer' });
    await time.advance(60_000);
    const { applications } = preservationView(registry, time.now());
    assert.deepEqual(applications, [
      { name: 'ORDERS', instances: 2, expired: 1, expectedRenewals: 62, renewalsLastMinute: 2 },
      { name: 'BILLING', instances: 1, expired: 0, expectedRenewals: 2, renewalsLastMinute: 1 },
    ]);
  });
});
