import assert from 'node:assert/strict';
import { once } from 'node:events';
import { chmod } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { VernalError } from '@vernal/core';
import request from 'supertest';
import type { Settings } from '../http/start-config-server.ts';
import { type HostingRig, startHosting, startHostingOf } from './hosting-rig.ts';

const ADVERTISE = '/git/config.git/info/refs?service=git-upload-pack';
const FETCH = '/git/config.git/git-upload-pack';

describe('hosting, off by default', () => {
  it('leaves its path to an application of that name', async () => {
    const rig = await startHosting({
      'vernal.git.enabled': false,
      'spring.profiles.active': 'native',
      'spring.cloud.config.server.native.search-locations': import.meta.dirname,
    });
    await request(rig.daemon.listener).get('/git/dev').expect(200);
    await rig.stop();
  });
});

describe('requests of Git', () => {
  let rig: HostingRig;

  before(async () => {
    rig = await startHostingOf({ 'application.yml': 'a: 1\n' });
  });
  after(() => rig.stop());

  const get = (path: string) => request(rig.daemon.listener).get(path);
  const post = (path: string, type = 'application/x-git-upload-pack-request') =>
    request(rig.daemon.listener).post(path).set('content-type', type);

  it('for a repository that is not there are 404, in words that Git shows', async () => {
    const { errors } = await rig.git('.', 'clone', rig.url('nope'), 'nope');
    assert.match(errors, /^remote: there is no repository nope\.git here/m);
  });

  it('reach nothing beside the repositories, however the path is written', async () => {
    const paths = [
      '/git/..%2fgit%2fconfig.git/info/refs?service=git-upload-pack',
      '/git/%2e%2e/git/config.git/info/refs?service=git-upload-pack',
      '/git/config.git/../config.git/info/refs?service=git-upload-pack',
      '/git/c%6fnfig.git/info/refs?service=git-upload-pack',
      '/git/.git/info/refs?service=git-upload-pack',
      '/git/config.git/config',
      '/git/config.git/hooks/pre-receive',
      '/git/config.git;x/info/refs?service=git-upload-pack',
      '/git/config%00.git/info/refs?service=git-upload-pack',
      '/git/config.git%0a/info/refs?service=git-upload-pack',
      '/git',
      '/git/',
    ];
    for (const path of paths) {
      const { status } = await get(path);
      assert.ok(status === 404 || status === 400, `${path}: ${status}`);
    }
    const upper = await get('/GIT/config.git/info');
    assert.notEqual(upper.headers['content-type'], 'application/x-git-upload-pack-advertisement');
  });

  it('of very old clients are refused with a reason', async () => {
    for (const path of ['/git/config.git/info/refs', '/git/config.git/HEAD']) {
      const { text } = await get(path).expect(403);
      assert.match(text, /smart HTTP/);
    }
    await get('/git/config.git/info/refs?service=git-upload-archive').expect(403);
  });

  it('of another method, type or encoding are refused', async () => {
    const { headers } = await get(FETCH).expect(405);
    assert.equal(headers['allow'], 'POST');
    await post(ADVERTISE).expect(405);
    await post(FETCH, 'text/plain').send('0000').expect(415);
    await post(FETCH, 'application/x-git-receive-pack-request').send('0000').expect(415);
    await post(FETCH).set('content-encoding', 'br').send('0000').expect(415);
  });

  it('that say nothing that Git understands are refused', async () => {
    const push = '/git/config.git/git-receive-pack';
    const bodies = ['', '{}', 'ffff', '0014command=ls-refs\n0000', 'a'.repeat(100_000)];
    for (const body of bodies) {
      await post(FETCH).send(body).expect(400);
      await post(push, 'application/x-git-receive-pack-request').send(body).expect(400);
    }
    await get('/orders/dev').expect(200);
  });

  it('that are said to be packed and are not are refused', async () => {
    await post(FETCH).set('content-encoding', 'gzip').send(Buffer.from('no gzip')).expect(400);
    await get('/orders/dev').expect(200);
  });

  it('may name a version of the protocol that there is not', async () => {
    await post(FETCH).set('git-protocol', 'version=2\u00e9; rm -rf').send('0000').expect(200);
    await get('/orders/dev').expect(200);
  });

  it('are told to go on when they ask first', async () => {
    const { port } = rig.daemon;
    const answered = new Promise<string>((resolve, reject) => {
      const headers = {
        'content-type': 'application/x-git-upload-pack-request',
        expect: '100-continue',
      };
      const asking = httpRequest({ port, method: 'POST', path: FETCH, headers });
      asking.once('error', reject);
      asking.once('continue', () => asking.end('0000'));
      asking.once('response', (response) => {
        response.resume().once('end', () => resolve(String(response.statusCode)));
      });
      asking.flushHeaders();
    });
    assert.equal(await answered, '200');
  });

  it('to push are an error while the hooks can not be run: nothing goes unchecked', async () => {
    const hook = join(rig.folder, 'data', 'config', 'git-hooks', 'pre-receive');
    await chmod(hook, 0o600);
    await rig.commit('clone', { 'orders.yml': 'a: [\n' });
    const { code } = await rig.git('clone', 'push', '-q', 'origin', 'main');
    await chmod(hook, 0o700);
    assert.notEqual(code, 0);
    const { body } = await get('/orders/dev').expect(200);
    assert.equal(body.propertySources.length, 1);
  });
});

describe('clients that Git has no time for', () => {
  /** One that never ends its request; resolves when the server has it. */
  async function slowClient(rig: HostingRig) {
    const slow = httpRequest(`${rig.url()}/git-upload-pack`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-git-upload-pack-request',
        'git-protocol': 'version=2',
      },
    });
    slow.on('error', () => undefined);
    slow.write('0012command=fetch\n');
    await once(rig.daemon.listener, 'request');
  }

  it('wait until the time of a slow one is up, and too many of them are turned away', async () => {
    const settings = { 'vernal.git.max-processes': 1, 'vernal.git.timeout': '500ms' };
    const rig = await startHosting(settings);
    await slowClient(rig);
    const others = Array.from({ length: 20 }, () => fetch(`${rig.daemon.url}${ADVERTISE}`));
    const answers = await Promise.all(others);
    const turnedAway = answers.filter(({ status }) => status === 503);
    assert.equal(turnedAway.length, 4);
    assert.equal(turnedAway[0]?.headers.get('retry-after'), '5');
    assert.equal(answers.filter(({ status }) => status === 200).length, 16);
    await rig.stop();
  });

  it('do not hold up the end of the server', async () => {
    const rig = await startHosting({ 'spring.lifecycle.timeout-per-shutdown-phase': '100ms' });
    await slowClient(rig);
    await rig.stop();
  });
});

describe('options of hosting', () => {
  const refusal = async (settings: Settings): Promise<string> => {
    try {
      await (await startHosting(settings)).stop();
      return 'none';
    } catch (error) {
      assert.ok(error instanceof VernalError && error.code === 'OPTIONS_INVALID', String(error));
      return error.message;
    }
  };

  it('that can not be kept are refused, each with its name', async () => {
    const path = (value: string) => refusal({ 'vernal.git.path': value });
    for (const value of ['', '/', 'git', '/git/', '/a b', '/a/../b', '/%67it']) {
      assert.match(await path(value), /vernal\.git\.path: ".*" must be a path such as \/git/);
    }
    assert.match(await path('/actuator'), /vernal\.git\.path: "\/actuator" is taken/);
    const prefix = { 'spring.cloud.config.server.prefix': '/git' };
    assert.match(await refusal(prefix), /vernal\.git\.path: "\/git" is taken/);
    const name = { 'vernal.git.repositories.a/b.default-branch': 'main' };
    assert.match(await refusal(name), /vernal\.git\.repositories\.a\/b/);
    for (const branch of ['..x', '-x', 'a b', 'a//b', 'x.lock', 'a~1', '@', 'HEAD']) {
      const wrong = { 'vernal.git.repositories.config.default-branch': branch };
      assert.match(await refusal(wrong), /config\.default-branch: .* is no name of a branch/);
    }
    const role = { 'vernal.git.repositories.config.branches[0].push': 'ann, ROLE_BOSS' };
    assert.match(await refusal(role), /config\.branches\[0\]\.push: there is no role ROLE_BOSS/);
  });

  it('name repositories that backends can read, and no others', async () => {
    const uri = { 'spring.cloud.config.server.git.uri': 'hosted:shop' };
    assert.match(await refusal(uri), /hosted:shop: no such repository .* there is hosted:config/);
    assert.match(
      await refusal({ ...uri, 'vernal.git.enabled': false }),
      /hosted:shop: .* set vernal\.git\.enabled=true/,
    );
  });

  it('may name several repositories, each with its branch, read by placeholder', async () => {
    const rig = await startHosting({
      'vernal.git.path': '/scm/git',
      'spring.cloud.config.server.prefix': '/config',
      'vernal.git.repositories.orders': 'trunk',
      'vernal.git.repositories.billing.default-branch': 'trunk',
      'spring.cloud.config.server.git.uri': 'hosted:{application}',
      'spring.cloud.config.server.git.default-label': 'trunk',
    });
    const url = `${rig.daemon.url}/scm/git/orders.git`;
    await rig.git('.', 'clone', '-q', url, 'orders');
    await rig.commit('orders', { 'application.yml': 'a: 1\n' });
    assert.equal((await rig.git('orders', 'push', '-q', 'origin', 'trunk')).code, 0);
    const get = (path: string) => request(rig.daemon.listener).get(path);
    const { body } = await get('/config/orders/dev').expect(200);
    assert.equal(body.propertySources[0].name, 'hosted:orders/application.yml');
    await get('/config/billing/dev').expect(404);
    await get('/config/unknown/dev').expect(404);
    await get('/config/git/dev').expect(404);
    await get('/git/config.git/info/refs').expect(404);
    await rig.stop();
  });
});
