import assert from 'node:assert/strict';
import { useRegistry } from '../running-registry.ts';

describe('eureka.server.rate-limiter-enabled', () => {
  const registry = useRegistry({
    'eureka.server.rate-limiter-enabled': 'true',
    'eureka.server.rate-limiter-burst-size': 2,
    'eureka.server.rate-limiter-registry-fetch-average-rate': 4,
    'eureka.server.rate-limiter-full-fetch-average-rate': 1,
    'eureka.server.rate-limiter-privileged-clients': 'Ours',
  });

  it('answers 503 without a body to one fetch too many, and lets the rate through after a pause', async () => {
    for (let round = 0; round < 2; round++) await registry.get('/eureka/apps/').expect(200);
    const refused = await registry.get('/eureka/apps').expect(503, '');
    assert.equal(refused.headers['content-type'], undefined);
    await registry.time.advance(500);
    await registry.get('/eureka/apps').expect(503);
    await registry.time.advance(500);
    await registry.get('/eureka/apps/delta').expect(200);
    await registry.get('/eureka/apps').expect(200);
  });

  it('limits fetches of applications and deltas with all others', async () => {
    await registry.get('/eureka/apps/delta').expect(200);
    await registry.get('/eureka/apps/NONE').expect(404);
    await registry.get('/eureka/v2/apps/NONE').expect(503, '');
  });

  it('leaves everything else alone', async () => {
    for (let round = 0; round < 4; round++) {
      await registry.register().expect(204);
      await registry.put('/eureka/apps/ORDERS/n1').expect(200);
      await registry.get('/eureka/apps/ORDERS/n1').expect(200);
      await registry.get('/eureka/vips/orders').expect(200);
    }
  });

  it("exempts Java's clients and servers, and those that are named", async () => {
    for (const name of ['DefaultClient', 'DefaultServer', 'Ours']) {
      for (let round = 0; round < 3; round++) {
        await registry.get('/eureka/apps').set('DiscoveryIdentity-Name', name).expect(200);
      }
    }
  });

  it('counts what it turned away', async () => {
    for (let round = 0; round < 5; round++) await registry.get('/eureka/apps');
    const { text } = await registry.http.get('/actuator/prometheus');
    assert.match(text, /vernal_registry_rate_limited_total\{limit="full"\} 3/);
  });
});

describe('eureka.server.rate-limiter-throttle-standard-clients', () => {
  const registry = useRegistry({
    'eureka.server.rate-limiter-enabled': 'true',
    'eureka.server.rate-limiter-burst-size': 1,
    'eureka.server.rate-limiter-throttle-standard-clients': 'true',
  });

  it("limits Java's clients too", async () => {
    const fetch = () => registry.get('/eureka/apps').set('DiscoveryIdentity-Name', 'DefaultClient');
    await fetch().expect(200);
    await fetch().expect(503, '');
  });
});

describe('vernal.registry.rate-limit.enabled', () => {
  const registry = useRegistry({
    'vernal.registry.rate-limit.enabled': 'true',
    'vernal.registry.rate-limit.requests-per-second': '0.5',
    'vernal.registry.rate-limit.burst': 2,
    'vernal.security.users[0].name': 'a',
    'vernal.security.users[0].password': '{noop}one',
    'vernal.security.users[1].name': 'b',
    'vernal.security.users[1].password': '{noop}two',
  });

  it('answers 429 without a body to a client beyond its rate, and when to try again', async () => {
    await registry.register().auth('a', 'one').expect(204);
    await registry.get('/eureka/apps').auth('a', 'one').expect(200);
    const refused = await registry.get('/eureka/apps').auth('a', 'one').expect(429, '');
    assert.equal(refused.headers['retry-after'], '2');
    assert.equal(refused.headers['content-type'], undefined);
    await registry.time.advance(2_000);
    await registry.get('/eureka/apps').auth('a', 'one').expect(200);
  });

  it('keeps users apart, and never refuses a heartbeat', async () => {
    await registry.register().auth('a', 'one').expect(204);
    for (let round = 0; round < 5; round++) {
      await registry.put('/eureka/apps/ORDERS/n1').auth('a', 'one').expect(200);
    }
    await registry.get('/eureka/apps').auth('a', 'one').expect(200);
    await registry.get('/eureka/apps').auth('a', 'one').expect(429);
    await registry.get('/eureka/apps').auth('b', 'two').expect(200);
  });
});

describe('vernal.registry.rate-limit.include-heartbeats', () => {
  const registry = useRegistry({
    'vernal.registry.rate-limit.enabled': 'true',
    'vernal.registry.rate-limit.burst': 1,
    'vernal.registry.rate-limit.include-heartbeats': 'true',
  });

  it('counts heartbeats, by the address of callers without a name', async () => {
    await registry.put('/eureka/apps/ORDERS/n1').expect(404);
    await registry.put('/eureka/apps/ORDERS/n1').expect(429, '');
  });
});
