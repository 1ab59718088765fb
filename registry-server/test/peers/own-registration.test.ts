import assert from 'node:assert/strict';
import { RecordingLogger, seededRandom } from '@vernal/core/testing';
import { ownRegistration } from '../../src/peers/own-registration.ts';
import { CLIENT, createRegistry, PEER } from '../domain/registry-fixture.ts';
import { leaseOf, sampleInstance } from '../sample-instance.ts';

const RENEWAL_INTERVAL_MS = 30_000;

/** A registry that lists itself as `EUREKA/own`. */
async function startListed() {
  const made = createRegistry();
  const { registry, time } = made;
  const describeOwn = () => sampleInstance({ app: 'EUREKA', instanceId: 'own', ...leaseOf(90) });
  const lifecycle = ownRegistration(describeOwn, RENEWAL_INTERVAL_MS, {
    registry,
    clock: time,
    timers: time,
    random: seededRandom(1),
    logger: new RecordingLogger(),
  });
  await lifecycle.start();
  return { ...made, lifecycle, own: () => registry.findVisible('EUREKA', 'own') };
}

describe('a registry that lists itself', () => {
  it('renews its lease as long as it runs', async () => {
    const { time, eviction, own, lifecycle } = await startListed();
    for (let minute = 0; minute < 10; minute++) {
      await time.advance(60_000);
      assert.equal(eviction.run(), 0);
    }
    assert.equal(own()?.seenAtMs, time.now());
    await lifecycle.stop();
  });

  it('registers again when somebody cancelled it', async () => {
    const { registry, time, own, lifecycle } = await startListed();
    registry.cancel('EUREKA', 'own', CLIENT);
    assert.equal(own(), undefined);
    await time.advance(RENEWAL_INTERVAL_MS);
    assert.equal(own()?.instance.status, 'UP');
    await lifecycle.stop();
  });

  it('registers again at once when a peer cancels it, late for a run that has ended', async () => {
    const { registry, own, told, lifecycle } = await startListed();
    registry.cancel('EUREKA', 'own', PEER);
    assert.equal(own()?.instance.status, 'UP');
    assert.deepEqual(told, ['registered', 'cancelled', 'registered']);
    await lifecycle.stop();
  });

  it('is listed no longer when it stops, and leaves no timer behind', async () => {
    const { time, told, own, lifecycle } = await startListed();
    await lifecycle.stop();
    await lifecycle.stop();
    assert.equal(own(), undefined);
    assert.deepEqual(told, ['registered', 'cancelled']);
    assert.equal(time.pending, 0);
  });
});
