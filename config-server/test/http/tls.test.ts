import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunningDaemon } from '@vernal/server-kit';
import { type Authority, createAuthority, type Pair } from '@vernal/server-kit/testing';
import request from 'supertest';
import { createGitFixture, type GitFixture } from '../git-fixture.ts';
import { startConfigServer } from './start-config-server.ts';

/** Texts are converted, operators send JSON. */
function typeOf(path: string): string {
  return path.startsWith('/actuator') ? 'application/json' : 'text/plain';
}

describe('a config server that asks for certificates', () => {
  let fixture: GitFixture;
  let daemon: RunningDaemon;
  let authority: Authority;
  const callers = new Map<string, Pair>();

  before(async () => {
    fixture = await createGitFixture();
    await fixture.push({ 'application.yml': 'a: 1\n' });
    authority = await createAuthority();
    const files = { 'tls.crt': '', 'tls.key': '', 'ca.crt': authority.cert };
    const server = await authority.issue('localhost');
    files['tls.crt'] = server.cert;
    files['tls.key'] = server.key;
    for (const [name, text] of Object.entries(files)) {
      await writeFile(join(fixture.folder, name), text);
    }
    for (const name of ['orders-1', 'ci', 'ops', 'unlisted']) {
      callers.set(name, await authority.issue(name));
    }
    callers.set('forged', await (await createAuthority()).issue('ops'));
    const rules = [
      { name: 'orders-*', roles: 'reader', applications: 'orders' },
      { name: 'ci', roles: 'encrypt,push' },
      { name: 'ops', roles: 'operator,decrypt' },
    ].flatMap((rule, index) =>
      Object.entries(rule).map(([option, value]) => [
        `vernal.security.certificates[${index}].${option}`,
        value,
      ]),
    );
    daemon = await startConfigServer(fixture, {
      'encrypt.key': 'vernal-test-key',
      'server.ssl.certificate': join(fixture.folder, 'tls.crt'),
      'server.ssl.certificate-private-key': join(fixture.folder, 'tls.key'),
      'server.ssl.trust-certificate': join(fixture.folder, 'ca.crt'),
      'server.ssl.client-auth': 'want',
      ...Object.fromEntries(rules),
    });
  });
  after(async () => {
    await daemon.stop();
    await fixture.remove();
  });

  /** The status that each caller gets, in the order of the callers, then the one without a certificate. */
  async function statuses(method: 'get' | 'post', path: string): Promise<readonly number[]> {
    const found: number[] = [];
    for (const pair of [...callers.values(), undefined]) {
      const sent = request(daemon.url)[method](path).ca(authority.cert).type(typeOf(path));
      const known = pair === undefined ? sent : sent.cert(pair.cert).key(pair.key);
      found.push((await known.send(method === 'post' ? '{}' : undefined)).status);
    }
    return found;
  }

  const EXPECTED = [
    ['get', '/orders/dev', [200, 403, 200, 200, 401, 401]],
    ['get', '/billing/dev', [403, 403, 200, 200, 401, 401]],
    ['get', '/billing-dev.yml', [403, 403, 200, 200, 401, 401]],
    ['post', '/encrypt', [403, 200, 403, 403, 401, 401]],
    ['post', '/decrypt', [403, 403, 400, 403, 401, 401]],
    ['post', '/actuator/vernal/hold/orders', [403, 403, 200, 403, 401, 401]],
    ['get', '/actuator/health', [200, 200, 200, 200, 200, 200]],
  ] as const;

  for (const [method, path, expected] of EXPECTED) {
    it(`answers ${method.toUpperCase()} ${path} by the rights of each certificate`, async () => {
      assert.deepEqual(await statuses(method, path), expected);
    });
  }

  it('speaks TLS only', async () => {
    await assert.rejects(async () =>
      request(daemon.url.replace('https', 'http')).get('/orders/dev'),
    );
  });
});
