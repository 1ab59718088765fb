import { MemoryRegistryStore } from '../../src/adapters/memory-registry-store.ts';
import { describeRegistryStore } from '../ports/registry-store-contract.ts';

describeRegistryStore('memory', {
  create: () => new MemoryRegistryStore(),
  again: (store) => store,
});
