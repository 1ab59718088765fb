import assert from 'node:assert/strict';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type CloudClient, createClient } from '@vernal/client';
import { type System, startSystem } from '../src/system/system.ts';

interface Settings {
  readonly greeting: string;
  readonly limit: number;
}

/** A Standard Schema that wants a text and a number. */
const schema = {
  '~standard': {
    version: 1,
    vendor: 'interop',
    validate(value: unknown) {
      const { greeting, limit } = value as Record<string, unknown>;
      const number = Number(limit);
      return typeof greeting === 'string' && Number.isFinite(number)
        ? { value: { greeting, limit: number } }
        : { issues: [{ message: 'wants a greeting and a limit', path: ['limit'] }] };
    },
    types: undefined as unknown as { readonly input: unknown; readonly output: Settings },
  },
} as const;

/** Waits until something holds; mocha's own timeout ends it otherwise. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await delay(10);
}

describe('registry, config server, bus and SDK together', function () {
  this.timeout(20_000);
  let folder: string;
  let system: System;
  const clients: CloudClient<Settings>[] = [];

  async function startClient(app: string, port: number): Promise<CloudClient<Settings>> {
    const client = createClient({
      app,
      registry: { url: `${system.registry.url}/eureka`, fetchIntervalMs: 200 },
      config: { url: system.config.url, schema, cacheDir: false, env: {}, refreshJitterMs: 10 },
      bus: { url: system.busUrl },
    });
    clients.push(client);
    await client.start();
    await client.registration.register({ port });
    return client;
  }

  beforeEach(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'vernal-system-')));
    system = await startSystem(folder, 'greeting: hello\nlimit: 1\n');
  });
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.close()));
    await system.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  it('lets services find each other, one by one in turn', async () => {
    const [first] = [await startClient('catalog', 4001), await startClient('catalog', 4002)];
    const instances = await first.discovery.waitFor('catalog', { min: 2 });
    const picked = Array.from({ length: 4 }, () => first.balancer.pick('catalog')?.port);
    assert.deepEqual(instances.map(({ port }) => port).sort(), [4001, 4002]);
    assert.deepEqual(picked.slice(0, 2).sort(), [4001, 4002]);
    assert.deepEqual(picked.slice(2), picked.slice(0, 2));
  });

  it('brings a pushed change to every instance of the application, and to no other', async () => {
    const catalogs = [await startClient('catalog', 4001), await startClient('catalog', 4002)];
    const orders = await startClient('orders', 4003);
    const before = orders.config.version;
    const commit = await system.push('catalog.yml', 'greeting: good day\n');
    await until(() => catalogs.every(({ config }) => config.version === commit));
    assert.deepEqual(
      catalogs.map(({ config }) => config.current),
      [1, 2].map(() => ({ greeting: 'good day', limit: 1 })),
    );
    assert.equal(orders.config.version, before);
  });

  it('keeps the good settings when a push breaks them, and takes the repair', async () => {
    const catalog = await startClient('catalog', 4001);
    await system.push('catalog.yml', 'limit: many\n');
    await until(() => catalog.config.lastError !== undefined);
    assert.deepEqual(catalog.config.current, { greeting: 'hello', limit: 1 });
    await system.push('catalog.yml', 'limit: 3\n');
    await until(() => catalog.config.current.limit === 3);
    assert.equal(catalog.config.lastError, undefined);
  });

  it('serves what was pushed while the config server was away', async () => {
    const catalog = await startClient('catalog', 4001);
    await system.config.stop();
    const commit = await system.push('application.yml', 'greeting: back\nlimit: 2\n');
    assert.equal(catalog.config.current.greeting, 'hello');
    await system.config.start();
    await until(() => catalog.config.version === commit);
    assert.equal(catalog.config.current.greeting, 'back');
  });

  it('knows its instances after the registry was restarted', async () => {
    const catalog = await startClient('catalog', 4001);
    await system.registry.stop();
    await system.registry.start();
    await catalog.discovery.refresh();
    assert.deepEqual(
      catalog.discovery.instances('catalog').map(({ port }) => port),
      [4001],
    );
  });

  it('carries changes again after the broker was restarted', async () => {
    const catalog = await startClient('catalog', 4001);
    await system.bus.stop();
    await system.bus.start();
    const commit = await system.push('catalog.yml', 'limit: 5\n');
    await until(() => catalog.config.version === commit);
    assert.equal(catalog.config.current.limit, 5);
  });
});
