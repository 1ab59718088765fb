import assert from 'node:assert/strict';
import type { RegistryStore } from '../../src/ports/registry-store.ts';
import { sampleInstance } from '../sample-instance.ts';

async function idsIn(store: RegistryStore): Promise<string[]> {
  const instances = await store.load();
  return instances.map(({ app, instanceId }) => `${app}/${instanceId}`).sort();
}

/** What every store of the registry does. `create` makes one that is empty. */
export function describeRegistryStore(name: string, create: () => Promise<RegistryStore>): void {
  describe(`${name}, as a store of the registry`, () => {
    let store: RegistryStore;

    beforeEach(async () => {
      store = await create();
      await store.start();
    });

    afterEach(() => store.stop());

    it('is empty at first', async () => {
      assert.deepEqual(await store.load(), []);
    });

    it('keeps what is saved, the newest of each instance', async () => {
      store.save(sampleInstance());
      store.save(sampleInstance({ metadata: { 'dotted.key': '1', $dollar: '2' } }));
      await store.flushed();
      const [instance, ...others] = await store.load();
      assert.deepEqual(instance?.metadata, { 'dotted.key': '1', $dollar: '2' });
      assert.deepEqual(others, []);
    });

    it('tells instances with one id in two applications apart', async () => {
      store.save(sampleInstance());
      store.save(sampleInstance({ app: 'BILLING' }));
      await store.flushed();
      assert.deepEqual(await idsIn(store), ['BILLING/n1', 'ORDERS/n1']);
    });

    it('forgets what is removed, and what it never knew', async () => {
      store.save(sampleInstance());
      store.remove('ORDERS', 'n1');
      store.remove('ORDERS', 'n2');
      await store.flushed();
      assert.deepEqual(await idsIn(store), []);
    });

    it('stops twice', async () => {
      await store.stop();
      await store.stop();
    });
  });
}
