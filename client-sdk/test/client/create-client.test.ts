import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMemoryTransport, MemoryHub } from '@vernal/bus';
import { settle } from '@vernal/core/testing';
import { encodeEnvironment } from '@vernal/protocol/config';
import { encodeApplications, type InstanceInfo } from '@vernal/protocol/eureka';
import { z } from 'zod';
import { type ClientOptions, createClient } from '../../src/index.ts';
import { environment } from '../fakes/environments.ts';
import { closedPort, type FakeAnswer, FakeServer, type SeenRequest } from '../fakes/fake-server.ts';
import { applications, instanceInfo } from '../fakes/instances.ts';
import { manualRuntime } from '../fakes/manual-runtime.ts';

const schema = z.object({ tax: z.coerce.number() });

describe('client', () => {
  let cloud: FakeServer;
  let cacheDir: string;
  let registered: readonly InstanceInfo[] = [];

  function answer({ method, url }: SeenRequest): FakeAnswer {
    if (url.startsWith('/config')) {
      return { status: 200, body: encodeEnvironment(environment({ tax: '7' })) };
    }
    if (method === 'POST') return { status: 204 };
    if (method !== 'GET') return { status: 200 };
    return { status: 200, body: encodeApplications(applications(registered)) };
  }

  beforeEach(async () => {
    registered = [];
    cloud = await FakeServer.start(answer);
    cacheDir = await mkdtemp(join(tmpdir(), 'vernal-client-'));
  });

  afterEach(async () => {
    await cloud.stop();
    await rm(cacheDir, { recursive: true });
  });

  function options(more: Partial<ClientOptions<typeof schema>> = {}) {
    return {
      app: 'catalog',
      registry: { url: `${cloud.url}/eureka` },
      config: { url: `${cloud.url}/config`, schema, cacheDir },
      ...more,
    };
  }

  it('opens no socket and no timer before it is started [client-sdk 35]', async () => {
    const { time, ...runtime } = manualRuntime();
    const client = createClient(options(runtime));
    await settle();
    assert.equal(client.state, 'idle');
    assert.equal(time.pending, 0);
    assert.deepEqual(cloud.seen, []);
    await client.close();
    assert.equal(client.state, 'stopped');
  });

  it('loads config, finds instances, registers, and leaves in order', async () => {
    registered = [instanceInfo('orders', cloud.port)];
    const { time, ...runtime } = manualRuntime();
    const client = createClient(options(runtime));
    const states: string[] = [];
    client.on('state', (state) => states.push(state));
    assert.equal(await client.start(), client);
    const tax: number = client.config.current.tax;
    assert.equal(tax, 7);
    assert.equal(client.discovery.instances('orders').length, 1);
    await client.registration.register({ port: 4711 });
    assert.equal((await client.http.fetch('http://orders/hello')).status, 200);
    await client.close();
    await client.close();
    const paths = cloud.lines.map((line) => line.replace('/eureka/apps', ''));
    assert.deepEqual(
      paths.map((line) => line.replace(/CATALOG\/.*/, 'CATALOG/id')),
      ['GET /config/catalog/default', 'GET /', 'POST /CATALOG', 'GET /hello', 'DELETE /CATALOG/id'],
    );
    assert.deepEqual(states, ['starting', 'ready', 'stopping', 'stopped']);
    assert.equal(time.pending, 0);
  });

  it('starts degraded when every server is away', async () => {
    const url = `http://127.0.0.1:${await closedPort()}`;
    const config = { url, cacheDir, defaults: { tax: 5 }, schema };
    const client = createClient({ app: 'catalog', registry: { url }, config });
    await client.start();
    await client.registration.register({ port: 1 });
    assert.equal(client.state, 'degraded');
    assert.equal(client.config.current.tax, 5);
    const { status, components } = await client.health.read();
    assert.equal(status, 'UP');
    assert.match(String(components['config']?.details['problem']), /ECONNREFUSED/);
    await client.close();
  });

  it('rejects instead with fail-fast, and is closed then [client-sdk 43]', async () => {
    const url = `http://127.0.0.1:${await closedPort()}`;
    const client = createClient(options({ registry: { url }, failFast: true }));
    await assert.rejects(client.start(), { code: 'REGISTRY_UNAVAILABLE' });
    assert.equal(client.state, 'stopped');
    await assert.rejects(client.start(), { code: 'CLOSED' });
  });

  it('can be closed during its start', async () => {
    cloud.answer = () => 'hang';
    const client = createClient(options());
    const starting = assert.rejects(client.start());
    while (cloud.seen.length === 0) await new Promise(setImmediate);
    await client.close();
    await starting;
    assert.equal(client.state, 'stopped');
  });

  it('does not wait for a registry that hangs when it closes', async () => {
    const { time, ...runtime } = manualRuntime();
    const client = createClient(options({ config: false, ...runtime }));
    await client.start();
    await client.registration.register({ port: 1 });
    cloud.answer = () => 'hang';
    const before = cloud.seen.length;
    const closing = client.close({ timeoutMs: 1_000 });
    while (cloud.seen.length === before) await new Promise(setImmediate);
    await time.advance(1_000);
    await closing;
    assert.equal(client.state, 'stopped');
  });

  it('works without any server', async () => {
    const client = createClient({ app: 'alone', registry: false, config: false });
    await client.start();
    await client.registration.register({ port: 1 });
    assert.equal(client.state, 'ready');
    assert.deepEqual(client.config.current, {});
    assert.equal((await client.http.fetch(`${cloud.url}/plain`)).status, 200);
    await client.close();
  });

  it('fetches the registry at once when the bus says that it changed', async () => {
    const transport = createMemoryTransport();
    const client = createClient(options({ bus: { transport } }));
    await client.start();
    assert.equal(client.state, 'ready');
    registered = [instanceInfo('orders', 1)];
    const found = client.discovery.waitFor('orders');
    await transport.publish(
      'springCloudBus/registry',
      JSON.stringify({ applications: ['ORDERS'], at: 1 }),
      { retain: false },
    );
    assert.equal((await found).length, 1);
    await client.close();
  });

  it('is degraded without its broker, and its health says so', async () => {
    const hub = new MemoryHub();
    const client = createClient(options({ bus: { transport: createMemoryTransport(hub) } }));
    await client.start();
    const busHealth = async (): Promise<unknown> => (await client.health.read()).components['bus'];
    assert.doesNotMatch(JSON.stringify(await busHealth()), /problem/);
    hub.goOffline();
    assert.equal(client.state, 'degraded');
    assert.match(JSON.stringify(await busHealth()), /no connection to the broker/);
    await client.close();
  });

  it('renews its lease as soon as the registry is back, which may be a new one', async () => {
    const client = createClient(options({ config: false }));
    await client.start();
    await client.registration.register({ port: 1 });
    cloud.answer = () => ({ status: 500 });
    await client.discovery.refresh();
    assert.equal(client.state, 'degraded');
    cloud.answer = ({ method }) =>
      method === 'PUT' ? { status: 404 } : answer({ method, url: '', headers: {}, body: '' });
    const again = new Promise((resolve) => client.on('registration:registered', resolve));
    await client.discovery.refresh();
    await again;
    assert.equal(client.state, 'ready');
    await client.close();
  });

  it('lets no failing event listener disturb it', async () => {
    const { time: _, logger, ...runtime } = manualRuntime();
    const client = createClient({ app: 'a', registry: false, config: false, logger, ...runtime });
    client.on('state', () => {
      throw new Error('mine');
    });
    await client.start();
    assert.equal(client.state, 'ready');
    assert.equal(logger.lines[0]?.message, 'an event listener failed');
    await client.close();
  });

  it('refuses an address that is none, without showing its password', () => {
    const registry = { url: 'ftp://me:geheim@host' };
    assert.throws(
      () => createClient({ app: 'a', registry }),
      (error: Error) => !error.message.includes('geheim'),
    );
  });
});

describe('a process of its own', () => {
  /** What a script prints that may use `createClient` and `url`, an address where nobody listens. */
  async function printedBy(script: string): Promise<string> {
    const head = `import { createClient } from '@vernal/client';
      const url = 'http://127.0.0.1:${await closedPort()}';`;
    const flags = ['--import', 'tsx', '--conditions=source', '--input-type=module'];
    const cwd = new URL('../..', import.meta.url);
    return new Promise((resolve, reject) => {
      const args = [...flags, '--eval', head + script];
      execFile(process.execPath, args, { cwd, timeout: 8_000 }, (error, stdout) => {
        if (error === null) resolve(stdout.trim());
        else reject(error);
      });
    });
  }

  it('ends by itself when it only starts and closes [client-sdk 56]', async () => {
    const printed = await printedBy(`
      const config = { url, cacheDir: false };
      const bus = { url: url.replace('http', 'mqtt') };
      const client = createClient({ app: 'a', registry: { url }, config, bus });
      await client.start();
      console.log(client.state);
      await client.close();
    `);
    assert.equal(printed, 'degraded');
  });

  it('does not end silently while it waits for an instance', async () => {
    const printed = await printedBy(`
      const client = createClient({ app: 'a', registry: { url }, config: false });
      await client.start();
      const signal = AbortSignal.timeout(200);
      await client.discovery.waitFor('b', { signal }).catch(({ name }) => console.log(name));
      await client.close();
    `);
    assert.equal(printed, 'TimeoutError');
  });

  it('does not end silently while it waits for its configuration', async () => {
    const printed = await printedBy(`
      const validate = (value) => ('tax' in value ? { value } : { issues: [{ message: 'no tax' }] });
      const schema = { '~standard': { version: 1, vendor: 'test', validate } };
      const config = { url, cacheDir: false, schema, startTimeoutMs: 200 };
      const client = createClient({ app: 'a', registry: false, config });
      await client.start().catch(({ code }) => console.log(code));
    `);
    assert.equal(printed, 'CONFIG_UNAVAILABLE');
  });
});
