import assert from 'node:assert/strict';
import type { RegistryStore, StoredRegistry } from '../../src/ports/registry-store.ts';
import { sampleInstance } from '../sample-instance.ts';
import { HeldInstances, namesOf } from './held-instances.ts';

/** How to come by the stores that the contract is checked on. */
export interface StoreUnderTest {
  /** One that is empty. */
  create(): RegistryStore;
  /** One that finds what another, closed by now, has kept. */
  again(store: RegistryStore): RegistryStore;
}

/** What every store of the registry does. */
export function describeRegistryStore(name: string, { create, again }: StoreUnderTest): void {
  describe(`${name}, as a store of the registry`, () => {
    let held: HeldInstances;

    beforeEach(async () => {
      held = new HeldInstances(create());
      await held.start();
    });

    afterEach(() => held.store.close());

    async function restarted(): Promise<StoredRegistry> {
      await held.store.close();
      held = new HeldInstances(again(held.store));
      return held.start();
    }

    it('is empty at first, and does not know when it was alive', async () => {
      assert.deepEqual(await create().open(), { instances: [], lastAliveMs: undefined });
    });

    it('keeps what is saved, the newest of each instance', async () => {
      held.save(sampleInstance());
      const newest = sampleInstance({ metadata: { 'dotted.key': '1', $dollar: '2' } });
      held.save(newest);
      assert.deepEqual((await restarted()).instances, [newest]);
    });

    it('keeps status overrides, also of instances that are down', async () => {
      const down = sampleInstance({ status: 'DOWN', overriddenStatus: 'OUT_OF_SERVICE' });
      held.save(down);
      assert.deepEqual((await restarted()).instances, [down]);
    });

    it('tells instances apart by both names, whatever characters these have', async () => {
      held.save(sampleInstance());
      held.save(sampleInstance({ app: 'BILLING' }));
      held.save(sampleInstance({ app: 'A/B', instanceId: 'c' }));
      held.save(sampleInstance({ app: 'A', instanceId: 'B/c' }));
      held.save(sampleInstance({ app: '__PROTO__', instanceId: '__proto__' }));
      assert.deepEqual(namesOf((await restarted()).instances), [
        'A/B/c',
        'A/B/c',
        'BILLING/n1',
        'ORDERS/n1',
        '__PROTO__/__proto__',
      ]);
    });

    it('forgets what is removed, and what it never knew', async () => {
      held.save(sampleInstance());
      await held.store.flushed();
      held.remove('ORDERS', 'n1');
      held.remove('ORDERS', 'n2');
      assert.deepEqual((await restarted()).instances, []);
    });

    it('goes on after a restart', async () => {
      held.save(sampleInstance());
      held.save(sampleInstance({ instanceId: 'n2' }));
      await restarted();
      held.remove('ORDERS', 'n1');
      held.save(sampleInstance({ instanceId: 'n3' }));
      await restarted();
      assert.deepEqual(held.names, ['ORDERS/n2', 'ORDERS/n3']);
    });

    it('knows when it was alive last', async () => {
      held.store.markAlive(1_000_000_000_000);
      assert.equal((await restarted()).lastAliveMs, 1_000_000_000_000);
    });

    it('closes twice, and without having been opened', async () => {
      await create().close();
      await held.store.close();
      await held.store.close();
    });
  });
}
