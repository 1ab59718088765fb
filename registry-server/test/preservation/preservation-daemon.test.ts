import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { useRegistry } from '../http/running-registry.ts';

const PRESERVATION = '/actuator/vernal/preservation';
const LEASE = { leaseInfo: { renewalIntervalInSecs: 10, durationInSecs: 20 } };

describe('a registry with the arithmetic', () => {
  const registry = useRegistry();

  it('says in health and on a page of its own why nothing is evicted', async () => {
    await registry.register(LEASE).expect(204);
    await registry.time.advance(180_000);
    const { body: view } = await registry.get(PRESERVATION).expect(200);
    assert.equal(view.mode, 'eureka');
    assert.equal(view.state, 'suspended');
    assert.equal(view.applications[0].name, 'ORDERS');
    const { body: health } = await registry.get('/actuator/health').expect(200);
    const { details } = health.components.registry;
    assert.equal(details.selfPreservation, 'on, eviction suspended');
    assert.equal(details.preservation.why, view.why);
    assert.match(details.preservation.endsWhen, /more than 3 renewals come in one minute/);
    await registry.http.post(PRESERVATION).expect(405);
  });
});

describe('a registry with an expected renewal interval that is none', () => {
  const registry = useRegistry({ 'eureka.server.expected-client-renewal-interval-seconds': 0 });

  it('expects renewals every 30 s, as Java does', async () => {
    await registry.register(LEASE).expect(204);
    const { body: health } = await registry.get('/actuator/health').expect(200);
    assert.equal(health.components.registry.details.threshold, 3);
  });
});

describe('a registry that asks', () => {
  const registry = useRegistry({ 'vernal.registry.preservation': 'verified' });
  let instance: Server;
  let asked: string[];

  beforeEach(async () => {
    asked = [];
    instance = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.writeHead(503).end();
    });
    instance.listen(0, '127.0.0.1');
    await once(instance, 'listening');
  });

  afterEach(() => {
    instance.close();
  });

  async function register(): Promise<void> {
    const { port } = instance.address() as AddressInfo;
    const address = { ipAddr: '127.0.0.1', port: { $: port, '@enabled': 'true' } };
    const healthCheckUrl = `http://127.0.0.1:${port}/health`;
    await registry.register({ ...address, ...LEASE, healthCheckUrl }).expect(204);
  }

  async function kept(): Promise<Readonly<Record<string, number>>> {
    return (await registry.get(PRESERVATION)).body.kept;
  }

  it('keeps an instance that answers 503, and ends it when nobody listens any more', async () => {
    await register();
    await registry.time.advance(60_000);
    await until(async () => (await kept())['answered'] === 1);
    assert.deepEqual([...new Set(asked)], ['/health']);
    instance.close();
    await registry.time.advance(60_000);
    await until(async () => (await registry.get('/eureka/apps/ORDERS')).status === 404);
    const { text } = await registry.get('/actuator/prometheus');
    assert.match(text, /vernal_registry_kept_instances\{reason="answered"\} 0/);
  });

  it('stops while it asks', async () => {
    instance.removeAllListeners('request');
    const called = once(instance, 'request');
    await register();
    await registry.time.advance(60_000);
    await called;
    await registry.stop();
    assert.equal(registry.time.pending, 0);
    instance.closeAllConnections();
  });
});

/** Asks again until it holds; each question is a request, so that the answers of others arrive meanwhile. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) if (await holds()) return;
  assert.fail('it did not come to that');
}
