import assert from 'node:assert/strict';
import { useRegistry } from '../http/running-registry.ts';

const SERVICE_URL = 'eureka.client.service-url.defaultZone';

describe('a registry whose peer is away', () => {
  const registry = useRegistry({ [SERVICE_URL]: 'http://peer:geheim@127.0.0.1:1/eureka/' });

  it('serves, and leaves no timer behind when it ends', async () => {
    await registry.register().expect(204);
    await registry.time.advance(5_000);
    await registry.get('/eureka/apps/ORDERS/n1').expect(200);
    const { text } = await registry.get('/eureka/status').expect(200);
    assert.match(text, /"unavailable-replicas":"http:\/\/127\.0\.0\.1:1\/eureka\/,"/);
    await registry.stop();
    assert.equal(registry.time.pending, 0);
  });

  it('shows the credentials of the peer nowhere', async () => {
    await registry.register().expect(204);
    await registry.time.advance(5_000);
    for (const path of ['/eureka/status', '/actuator/health', '/actuator/prometheus', '/']) {
      const { text } = await registry.http.get(path);
      assert.doesNotMatch(text, /geheim/);
    }
    assert.doesNotMatch(JSON.stringify(registry.logger.lines), /geheim/);
  });
});

describe('a registry whose list of peers has an address that is none', () => {
  const registry = useRegistry({ [SERVICE_URL]: 'ftp://peer:geheim@host/eureka/' });

  it('leaves it out and says so, without the credentials', async () => {
    await registry.register().expect(204);
    const lines = JSON.stringify(registry.logger.lines);
    assert.match(lines, /a peer is left out/);
    assert.doesNotMatch(lines, /geheim/);
  });
});
