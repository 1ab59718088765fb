import assert from 'node:assert/strict';
import { leaseOf, sampleInstance } from '../sample-instance.ts';
import { CLIENT, createRegistry, PEER } from './registry-fixture.ts';

const HEARTBEAT = { origin: 'client', lastDirtyTimestamp: undefined } as const;

describe('leases of an earlier run', () => {
  const short = sampleInstance({ instanceId: 'short', ...leaseOf(30) });
  const long = sampleInstance({ instanceId: 'long', ...leaseOf(90) });

  function restoredAfter(awayMs: number) {
    const made = createRegistry();
    made.registry.restore([short, long], awayMs);
    return made;
  }

  const unconfirmedOf = ({ registry }: ReturnType<typeof createRegistry>) =>
    registry.unconfirmed.list().map(({ instance }) => instance.instanceId);

  it('are as good as any after a downtime that they outlast', () => {
    assert.deepEqual(unconfirmedOf(restoredAfter(30_000)), []);
  });

  it('are unconfirmed when the registry was away for longer than they last', () => {
    assert.deepEqual(unconfirmedOf(restoredAfter(30_001)), ['short']);
    assert.deepEqual(unconfirmedOf(restoredAfter(90_001)), ['short', 'long']);
  });

  it('last as long as new ones all the same', async () => {
    const { registry, eviction, time } = restoredAfter(3_600_000);
    await time.advance(90_000);
    assert.equal(eviction.run(), 1);
    assert.equal(registry.table.size, 1);
  });

  it('are confirmed by a renewal, a registration and a peer', () => {
    const made = restoredAfter(3_600_000);
    made.registry.renew('ORDERS', 'short', HEARTBEAT);
    assert.deepEqual(unconfirmedOf(made), ['long']);
    made.registry.register(long, PEER);
    assert.deepEqual(unconfirmedOf(made), []);
    const again = restoredAfter(3_600_000);
    again.registry.register(short, CLIENT);
    assert.deepEqual(unconfirmedOf(again), ['long']);
  });

  it('stay unconfirmed when an operator overrides the status: that says nothing of the instance', () => {
    const made = restoredAfter(3_600_000);
    made.registry.overrideStatus('ORDERS', 'short', { status: 'OUT_OF_SERVICE', cause: CLIENT });
    assert.deepEqual(unconfirmedOf(made), ['short', 'long']);
  });

  it('count as unconfirmed no longer once they are gone', () => {
    const made = restoredAfter(3_600_000);
    made.registry.cancel('ORDERS', 'short', CLIENT);
    assert.deepEqual(unconfirmedOf(made), ['long']);
  });

  it('bring their overrides along, also while they are down', () => {
    const { registry } = createRegistry();
    const instance = sampleInstance({ status: 'DOWN', overriddenStatus: 'OUT_OF_SERVICE' });
    registry.restore([instance]);
    assert.equal(registry.table.find('ORDERS', 'n1')?.instance.status, 'DOWN');
    registry.register(sampleInstance({ status: 'UP', lastDirtyTimestamp: 2_000 }), CLIENT);
    assert.equal(registry.table.find('ORDERS', 'n1')?.instance.status, 'OUT_OF_SERVICE');
  });
});
