import type { OwnedRegistration } from './registration.ts';

/** The registration of a client that has no registry: nothing happens, nothing is registered. */
export const noRegistration: OwnedRegistration = {
  register: () => Promise.resolve(),
  deregister: () => Promise.resolve(),
  stop: () => Promise.resolve(),
  setStatus: () => Promise.resolve(),
  beatNow: () => undefined,
  instanceId: '',
  registered: false,
  problem: undefined,
};
