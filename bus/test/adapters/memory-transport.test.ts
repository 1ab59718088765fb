import { createMemoryTransport, MemoryHub } from '@vernal/bus';
import { describeBusTransport } from '@vernal/bus/testing';

describeBusTransport('memory', () => {
  const hub = new MemoryHub();
  return Promise.resolve({
    createTransport: () => createMemoryTransport(hub),
    stopBroker: () => Promise.resolve(hub.goOffline()),
    startBroker: () => Promise.resolve(hub.goOnline()),
    close: () => Promise.resolve(),
  });
});
