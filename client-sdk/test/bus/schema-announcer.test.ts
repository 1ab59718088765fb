import assert from 'node:assert/strict';
import { createBus, createMemoryTransport, MemoryHub } from '@vernal/bus';
import { settle } from '@vernal/core/testing';
import type { PublishedSchema } from '@vernal/protocol/bus';
import { z } from 'zod';
import { SchemaAnnouncer } from '../../src/bus/schema-announcer.ts';
import { jsonSchemaOf } from '../../src/config/json-schema.ts';
import { manualRuntime } from '../fakes/manual-runtime.ts';

const key = { application: 'catalog', profiles: 'dev', label: null };
const config = z.object({ tax: z.coerce.number().min(1), note: z.string().default('sesame') });

async function setUp(schema: z.ZodType = config) {
  const hub = new MemoryHub();
  const { time, ...runtime } = manualRuntime();
  const join = (busId: string) =>
    createBus({ ...runtime, transport: createMemoryTransport(hub), busId });
  const [bus, server] = [join('catalog:0:me'), join('config:8888:server')];
  const received: PublishedSchema[] = [];
  server.onSchema((one) => received.push(one));
  await server.start();
  const announcer = new SchemaAnnouncer({ bus, key, schema: jsonSchemaOf(schema) ?? {} }, runtime);
  await bus.start();
  await settle();
  return { hub, time, received, announcer };
}

describe('announcing the schema', () => {
  it('tells config servers what the configuration has to be, and nothing else of it', async () => {
    const { received } = await setUp();
    assert.equal(received.length, 1);
    const { at: _, ...published } = received[0] ?? assert.fail();
    assert.deepEqual(published, {
      ...key,
      busId: 'catalog:0:me',
      schema: {
        type: 'object',
        properties: { tax: { type: 'number', minimum: 1 }, note: { type: 'string' } },
        required: ['tax'],
      },
    });
  });

  it('is repeated, and said again after every outage', async () => {
    const { hub, time, received } = await setUp();
    await time.advance(10 * 60_000);
    const repeated = received.splice(0).length;
    assert.equal(repeated, 2);
    hub.goOffline();
    hub.goOnline();
    await settle();
    assert.equal(received.at(-1)?.at, time.now());
  });

  it('ends with the instance, which leaves nothing behind', async () => {
    const { hub, time, announcer } = await setUp();
    announcer.stop();
    await settle();
    assert.deepEqual(hub.retainedFor('#'), []);
    assert.equal(time.pending, 0);
  });
});
