import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { createGitFixture, type GitFixture } from '../git-fixture.ts';
import { startConfigServer } from './start-config-server.ts';

describe('a config server beside a registry', () => {
  let fixture: GitFixture;
  let registry: Server;
  let url: string;
  const requests: { readonly line: string; readonly body: string }[] = [];

  before(async () => {
    fixture = await createGitFixture();
    await fixture.push({ 'application.yml': 'a: 1\n' });
    registry = createServer((request: IncomingMessage, response) => {
      void text(request).then((body) => {
        requests.push({ line: `${request.method} ${request.url}`, body });
        response.writeHead(204).end();
      });
    });
    registry.listen(0, '127.0.0.1');
    await once(registry, 'listening');
    const address = registry.address();
    assert.ok(typeof address === 'object' && address !== null);
    url = `http://127.0.0.1:${address.port}/eureka/`;
  });
  after(async () => {
    registry.close();
    await fixture.remove();
  });

  it('registers as CONFIGSERVER with its path, and is gone when it stops [config 126]', async () => {
    const daemon = await startConfigServer(fixture, {
      'eureka.client.serviceUrl.defaultZone': url,
      'spring.cloud.config.server.prefix': '/config',
    });
    while (requests.length === 0) await new Promise(setImmediate);
    const [registered] = requests.splice(0);
    assert.ok(registered);
    assert.equal(registered.line, 'POST /eureka/apps/CONFIGSERVER');
    const { instance } = JSON.parse(registered.body);
    assert.equal(instance.metadata.configPath, '/config');
    assert.equal(instance.vipAddress, 'configserver');
    assert.equal(instance.port.$, daemon.port);
    await daemon.stop();
    assert.equal(requests[0]?.line, `DELETE /eureka/apps/CONFIGSERVER/${instance.instanceId}`);
  });
});
