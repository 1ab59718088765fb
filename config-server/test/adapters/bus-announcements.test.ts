import assert from 'node:assert/strict';
import { createBus, createMemoryTransport, MemoryHub } from '@vernal/bus';
import { silentLogger } from '@vernal/core';
import { ManualTime } from '@vernal/core/testing';
import { BusAnnouncements } from '../../src/adapters/bus-announcements.ts';
import { startListener } from '../rollout/rollout-rig.ts';

describe('announcements over the bus', () => {
  it('tell whoever a webhook names, and everyone once when it names very many', async () => {
    const hub = new MemoryHub();
    const clock = new ManualTime();
    const transport = createMemoryTransport(hub);
    const bus = createBus({ transport, busId: 'config:8888:a', clock, logger: silentLogger });
    await bus.start();
    const listener = await startListener(hub);
    const announcements = new BusAnnouncements({ bus, clock, logger: silentLogger });
    const destinations = () =>
      listener.events.splice(0).map((event) => `${event.type} ${event.destinationService}`);

    await announcements.refresh(['orders', 'orders-dev', '*']);
    assert.deepEqual(destinations(), [
      'RefreshRemoteApplicationEvent orders:**',
      'RefreshRemoteApplicationEvent *:**',
    ]);
    await announcements.refresh(Array.from({ length: 1_001 }, (_, index) => `orders-${index}`));
    assert.deepEqual(destinations(), ['RefreshRemoteApplicationEvent *:**']);
    await listener.stop();
    await bus.stop();
  });
});
