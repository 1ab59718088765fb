import assert from 'node:assert/strict';
import { RecordingLogger } from '@vernal/core/testing';
import type { RunningDaemon } from '@vernal/server-kit';
import { type KeyServer, startKeyServer } from '@vernal/server-kit/testing';
import request from 'supertest';
import { createGitFixture, type GitFixture } from '../git-fixture.ts';
import { startConfigServer } from './start-config-server.ts';

type Method = 'get' | 'post';

/** Method, path, and the roles that may; any other gets 403. */
const ROUTES: readonly (readonly [Method, string, readonly string[]])[] = [
  ['get', '/orders/dev', ['reader', 'service', 'operator']],
  ['get', '/orders-dev.yml', ['reader', 'service', 'operator']],
  ['get', '/orders/dev/main/nginx.conf', ['reader', 'service', 'operator']],
  ['post', '/encrypt', ['encrypt']],
  ['post', '/decrypt', ['decrypt']],
  ['get', '/key', ['encrypt']],
  ['post', '/monitor', ['push', 'operator']],
  ['get', '/actuator/vernal/rollout', ['reader', 'operator']],
  ['get', '/actuator/vernal/history/orders/dev', ['reader', 'operator']],
  ['post', '/actuator/vernal/hold/orders', ['operator']],
];
const ROLES = ['reader', 'service', 'operator', 'encrypt', 'decrypt', 'push', 'peer'];

describe('a config server that believes tokens', () => {
  let issuer: KeyServer;
  let fixture: GitFixture;
  let daemon: RunningDaemon;
  const logger = new RecordingLogger();

  before(async () => {
    issuer = await startKeyServer();
    fixture = await createGitFixture();
    await fixture.push({ 'application.yml': 'a: 1\n', 'nginx.conf': 'x\n' });
    const settings = {
      'encrypt.key': 'vernal-test-key',
      'spring.security.oauth2.resourceserver.jwt.issuer-uri': issuer.url,
      'spring.security.oauth2.resourceserver.jwt.audiences': 'config',
    };
    daemon = await startConfigServer(fixture, settings, logger);
  });
  after(async () => {
    await daemon.stop();
    await issuer.stop();
    await fixture.remove();
  });

  function token(claims: Readonly<Record<string, unknown>>): Promise<string> {
    const exp = Math.floor(Date.now() / 1_000) + 300;
    return issuer.sign({ sub: 'ann', iss: issuer.url, aud: 'config', exp, ...claims });
  }

  async function statusOf(method: Method, path: string, bearer: string): Promise<number> {
    const sent = request(daemon.listener)[method](path).set('Authorization', `Bearer ${bearer}`);
    return (await sent).status;
  }

  for (const [method, path, allowed] of ROUTES) {
    it(`${method.toUpperCase()} ${path} is for ${allowed.join(', ')}`, async () => {
      for (const role of [...ROLES, 'unheard-of']) {
        const status = await statusOf(method, path, await token({ roles: [role] }));
        assert.equal(status !== 403, allowed.includes(role), `${role} got ${status}`);
        assert.notEqual(status, 401);
      }
    });
  }

  it('shows a limited caller no other application, also when it is in the cache', async () => {
    const limited = await token({ roles: ['reader'], applications: ['orders'] });
    const all = await token({ roles: ['reader'] });
    for (const round of [1, 2]) {
      assert.equal(await statusOf('get', '/billing/dev', all), 200, `round ${round}`);
      assert.equal(await statusOf('get', '/billing/dev', limited), 403, `round ${round}`);
      assert.equal(await statusOf('get', '/orders/dev', limited), 200, `round ${round}`);
    }
  });

  it('lets nobody in without a good token, not even to what is in the cache', async () => {
    const exp = Math.floor(Date.now() / 1_000) - 120;
    const good = await token({ roles: ['reader'] });
    assert.equal(await statusOf('get', '/orders/dev', good), 200);
    const bad = [
      `${good.slice(0, -4)}AAAA`,
      await token({ roles: ['reader'], exp }),
      await token({ roles: ['reader'], aud: 'registry' }),
      await token({ roles: ['reader'], iss: 'https://elsewhere.example' }),
      'a.b.c',
    ];
    for (const bearer of bad) assert.equal(await statusOf('get', '/orders/dev', bearer), 401);
    const { status, headers } = await request(daemon.listener).get('/orders/dev');
    assert.equal(status, 401);
    assert.match(String(headers['www-authenticate']), /Bearer/);
    assert.ok(!JSON.stringify(logger.lines).includes(good));
  });
});
