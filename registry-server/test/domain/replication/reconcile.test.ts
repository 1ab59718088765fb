import assert from 'node:assert/strict';
import type { InstanceInfo } from '@vernal/protocol/eureka';
import { reconcile } from '../../../src/domain/replication/reconcile.ts';
import { leaseOf, sampleInstance } from '../../sample-instance.ts';
import { CLIENT, createRegistry, PEER } from '../registry-fixture.ts';

/** An instance as a peer lists it, renewed `agoMs` ago with a lease of 90 s. */
function listed(nowMs: number, agoMs: number, changes: Partial<InstanceInfo> = {}): InstanceInfo {
  const terms = {
    ...leaseOf(90).lease,
    renewalIntervalInSecs: 30,
    durationInSecs: 90,
    registrationTimestamp: nowMs - 600_000,
    lastRenewalTimestamp: nowMs - agoMs + 90_000,
    evictionTimestamp: 0,
    serviceUpTimestamp: 0,
  };
  return sampleInstance({ lease: terms, ...changes });
}

describe('a comparison with the list of a peer', () => {
  it('takes over what is not known here, unless its lease has ended there too', () => {
    const { registry, time } = createRegistry();
    const nowMs = time.now();
    const list = [
      listed(nowMs, 10_000, { instanceId: 'alive' }),
      listed(nowMs, 180_000, { instanceId: 'dead' }),
    ];
    assert.equal(reconcile(registry, list, nowMs).adopted, 1);
    assert.equal(registry.table.find('ORDERS', 'dead'), undefined);
    assert.equal(registry.table.find('ORDERS', 'alive')?.instance.status, 'UP');
  });

  it('makes no lease longer than it was at the peer', async () => {
    const { registry, eviction, time } = createRegistry();
    const nowMs = time.now();
    reconcile(registry, [listed(nowMs, 170_000)], nowMs);
    const lease = registry.table.find('ORDERS', 'n1');
    assert.equal(lease?.lastUpdateMs, nowMs - 80_000);
    await time.advance(100_000);
    assert.equal(eviction.run(), 1);
  });

  it('does not bring back what was cancelled here, and names it', () => {
    const { registry, time } = createRegistry();
    const nowMs = time.now();
    registry.register(sampleInstance(), CLIENT);
    registry.cancel('ORDERS', 'n1', CLIENT);
    const { adopted, cancelled } = reconcile(registry, [listed(nowMs, 1_000)], nowMs);
    assert.equal(adopted, 0);
    assert.deepEqual(
      cancelled.map(({ instanceId }) => instanceId),
      ['n1'],
    );
    assert.equal(registry.table.size, 0);
  });

  it('takes over what registered at the peer after it was cancelled here', async () => {
    const { registry, time } = createRegistry();
    registry.register(sampleInstance(), CLIENT);
    registry.cancel('ORDERS', 'n1', CLIENT);
    await time.advance(5_000);
    const nowMs = time.now();
    const again = listed(nowMs, 0);
    const lease = again.lease && { ...again.lease, registrationTimestamp: nowMs - 1 };
    const list = [{ ...again, ...(lease && { lease }) }];
    assert.equal(reconcile(registry, list, nowMs).adopted, 1);
  });

  it('takes over the newer state, and keeps its own when that is newer', () => {
    const { registry, time } = createRegistry();
    const nowMs = time.now();
    registry.register(sampleInstance({ lastDirtyTimestamp: 2_000 }), CLIENT);
    const older = listed(nowMs, 0, { lastDirtyTimestamp: 1_000, status: 'DOWN' });
    assert.equal(reconcile(registry, [older], nowMs).adopted, 0);
    const newer = listed(nowMs, 0, { lastDirtyTimestamp: 3_000, status: 'DOWN' });
    assert.equal(reconcile(registry, [newer], nowMs).adopted, 1);
    assert.equal(registry.table.find('ORDERS', 'n1')?.instance.status, 'DOWN');
  });

  it('lets the newer override win between equal timestamps, also when it was taken away', () => {
    const { registry, time } = createRegistry();
    const nowMs = time.now();
    registry.register(sampleInstance(), CLIENT);
    const out = listed(nowMs, 0, {
      status: 'OUT_OF_SERVICE',
      overriddenStatus: 'OUT_OF_SERVICE',
      lastUpdatedTimestamp: nowMs + 1,
    });
    assert.equal(reconcile(registry, [out], nowMs).adopted, 1);
    assert.equal(registry.table.find('ORDERS', 'n1')?.instance.overriddenStatus, 'OUT_OF_SERVICE');
    const back = listed(nowMs, 0, { lastUpdatedTimestamp: nowMs + 2 });
    assert.equal(reconcile(registry, [back], nowMs).adopted, 1);
    const { status, overriddenStatus } = registry.table.find('ORDERS', 'n1')?.instance ?? {};
    assert.deepEqual([status, overriddenStatus], ['UP', 'UNKNOWN']);
  });

  it('keeps an override though the peer, which missed it, was told of the instance a second time', async () => {
    const [here, there] = [createRegistry(), createRegistry()];
    here.registry.register(sampleInstance(), CLIENT);
    there.registry.register(sampleInstance(), PEER);
    await here.time.advance(1_000);
    here.registry.overrideStatus('ORDERS', 'n1', { status: 'OUT_OF_SERVICE', cause: CLIENT });
    await there.time.advance(2_000);
    there.registry.register(sampleInstance(), PEER);
    const stale = there.registry.table.find('ORDERS', 'n1')?.instance;
    assert.ok(stale);
    assert.equal(reconcile(here.registry, [stale], here.time.now()).adopted, 0);
    assert.equal(here.registry.table.find('ORDERS', 'n1')?.instance.status, 'OUT_OF_SERVICE');
  });

  it('changes nothing where both are the same, and passes nothing on', () => {
    const { registry, time, told } = createRegistry();
    const commands: string[] = [];
    registry.onCommand(({ kind }) => commands.push(kind));
    registry.register(sampleInstance(), CLIENT);
    told.length = 0;
    commands.length = 0;
    reconcile(registry, [listed(time.now(), 0)], time.now());
    reconcile(registry, [listed(time.now(), 0, { instanceId: 'n2' })], time.now());
    assert.deepEqual(told, ['registered']);
    assert.deepEqual(commands, []);
  });
});
