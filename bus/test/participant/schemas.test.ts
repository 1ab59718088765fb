import assert from 'node:assert/strict';
import { createBus, createMemoryTransport, MemoryHub } from '@vernal/bus';
import { silentLogger } from '@vernal/core';
import { ManualTime, settle } from '@vernal/core/testing';
import type { Acknowledger, PublishedSchema } from '@vernal/protocol/bus';

async function join(hub: MemoryHub, busId: string) {
  const transport = createMemoryTransport(hub);
  const bus = createBus({ transport, busId, clock: new ManualTime(), logger: silentLogger });
  await bus.start();
  return bus;
}

describe('schemas on the bus', () => {
  it('wait for who comes later, until their owner takes them back', async () => {
    const hub = new MemoryHub();
    const service = await join(hub, 'orders:0:x');
    const schema: PublishedSchema = {
      application: 'orders',
      profiles: 'dev',
      label: null,
      busId: service.busId,
      schema: { required: ['port'] },
      at: 1,
    };
    assert.deepEqual(await service.announceSchema(schema), { ok: true, value: undefined });

    const server = await join(hub, 'config:8888:y');
    const received: PublishedSchema[] = [];
    const gone: Acknowledger[] = [];
    server.onSchema((one) => received.push(one));
    server.onSchemaWithdrawal((by) => gone.push(by));
    await settle();
    assert.deepEqual(received, [schema]);
    await service.withdrawSchema('orders');
    await settle();
    assert.deepEqual(gone, [{ application: 'orders', busId: 'orders:0:x' }]);
    assert.deepEqual(hub.retainedFor('#'), []);
    await Promise.all([service.stop(), server.stop()]);
  });

  it('are not sent when they are too much', async () => {
    const hub = new MemoryHub();
    const service = await join(hub, 'orders:0:x');
    const required = Array.from({ length: 5_000 }, () => 'x');
    const outcome = await service.announceSchema({
      application: 'orders',
      profiles: 'dev',
      label: null,
      busId: service.busId,
      schema: { required },
      at: 1,
    });
    assert.deepEqual(outcome, { ok: false, problem: 'has more than 4000 places' });
    assert.deepEqual(hub.retainedFor('#'), []);
    await service.stop();
  });
});
