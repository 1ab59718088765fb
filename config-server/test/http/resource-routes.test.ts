import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { RunningDaemon } from '@vernal/server-kit';
import request from 'supertest';
import { createGitFixture, type GitFixture } from '../git-fixture.ts';
import { startConfigServer } from './start-config-server.ts';

/** "mysecret" under the key "vernal-test-key". */
const CIPHER = '{cipher}ea8daf6f5ee9ea9321f4f4175bfcea508f7eba634e14b625b50735c09e91675c';

/** A placeholder as it stands in a file. */
function placeholder(name: string): string {
  return `\${${name}}`;
}

describe('a file of the repository', () => {
  let fixture: GitFixture;
  let daemon: RunningDaemon;

  before(async () => {
    fixture = await createGitFixture();
    await fixture.push({
      'application.yml': 'note: base\n',
      'application-dev.yml': 'note: dev\n',
      'nginx.conf': `server ${placeholder('note')};\n`,
      'nginx-dev.conf': `dev ${placeholder('note')};\n`,
      'f.txt': 'root\n',
      'sub/f-dev.txt': 'sub for dev\n',
      'sub/dir/f.txt': 'nested\n',
      'secret.yml': `a: '${CIPHER}'\n`,
      'secret.conf': `a '${CIPHER}'\n`,
      'unreadable.yml': "a: '{cipher}00'\n",
    });
    daemon = await startConfigServer(fixture);
  });
  after(async () => {
    await daemon.stop();
    await fixture.remove();
  });

  const get = (path: string) => request(daemon.listener).get(path);

  it('is served as text with its placeholders filled in [config 70]', async () => {
    const { text, headers } = await get('/billing/default/main/nginx.conf').expect(200);
    assert.equal(text, 'server base;\n');
    assert.equal(headers['content-type'], 'text/plain;charset=UTF-8');
  });

  it('is that of the profile if there is one, at the default label too [config 71, 72]', async () => {
    const named = await get('/billing/dev/main/nginx.conf').expect(200);
    const unnamed = await get('/billing/dev/nginx.conf?useDefaultLabel').expect(200);
    assert.equal(named.text, 'dev dev;\n');
    assert.equal(unnamed.text, named.text);
    await get('/billing/dev/nginx.conf').expect(404);
  });

  it('keeps its placeholders when told to [config 73]', async () => {
    const path = '/billing/dev/main/nginx.conf?resolvePlaceholders=false';
    const { text } = await get(path).expect(200);
    assert.equal(text, `dev ${placeholder('note')};\n`);
  });

  it('is served byte by byte to who accepts bytes [config 74]', async () => {
    const { body, headers } = await get('/billing/default/main/nginx.conf')
      .accept('application/octet-stream')
      .buffer(true)
      .expect(200);
    assert.equal(String(body), `server ${placeholder('note')};\n`);
    assert.equal(headers['content-type'], 'application/octet-stream');
  });

  it('is 404 without a body when there is no such file or label [config 75]', async () => {
    for (const path of ['/billing/default/main/missing.txt', '/billing/default/nope/f.txt']) {
      const { text, headers } = await get(path).expect(404);
      assert.equal(text, '');
      assert.equal(headers['content-type'], undefined);
    }
  });

  it('may lie in a folder [config 76]', async () => {
    const { text } = await get('/billing/default/main/sub/dir/f.txt').expect(200);
    assert.equal(text, 'nested\n');
  });

  it('is never outside of the repository, nor one of Git’s own [config 77]', async () => {
    const paths = ['..%2f..%2fetc/passwd', '%2e%2e/x', '..%252fx', '.git/config', 'sub/../f.txt'];
    for (const path of paths) await get(`/billing/default/main/${path}`).expect(404);
  });

  it('is sent again only when it was committed later [config 78]', async () => {
    const path = '/billing/default/main/f.txt';
    const { headers } = await get(path).expect(200);
    const modified = String(headers['last-modified']);
    await get(path).set('If-Modified-Since', modified).expect(304);
    await get(path).set('If-Modified-Since', 'Mon, 01 Jan 2001 00:00:00 GMT').expect(200);
    await get(path).set('If-Unmodified-Since', 'Mon, 01 Jan 2001 00:00:00 GMT').expect(412);
  });

  it('has its encrypted values decrypted when told so, if its kind is known [config 99]', async () => {
    const path = '/billing/default/main/secret.yml';
    assert.equal((await get(path).expect(200)).text, `a: '${CIPHER}'\n`);
    const other = await startConfigServer(fixture, {
      'vernal.data-dir': join(fixture.folder, 'data-decrypted'),
      'spring.cloud.config.server.encrypt.plain-text-encrypt': 'true',
      'encrypt.key': 'vernal-test-key',
    });
    const from = (name: string) => request(other.listener).get(`/billing/default/main/${name}`);
    try {
      assert.equal((await from('secret.yml').expect(200)).text, 'a: "mysecret"\n');
      assert.equal((await from('secret.conf').expect(200)).text, `a '${CIPHER}'\n`);
      const bytes = await from('secret.yml').accept('application/octet-stream').buffer(true);
      assert.equal(String(bytes.body), `a: '${CIPHER}'\n`);
      const { headers } = await from('unreadable.yml').expect(500);
      assert.match(String(headers['x-vernal-problem']), /^line 1 /);
    } finally {
      await other.stop();
    }
  });

  it('is refused when it is larger than the option allows', async () => {
    const other = await startConfigServer(fixture, {
      'vernal.data-dir': join(fixture.folder, 'data-limited'),
      'vernal.config.max-resource-size': '6B',
    });
    const from = (name: string) => request(other.listener).get(`/billing/default/main/${name}`);
    try {
      await from('f.txt').expect(200);
      const { headers } = await from('sub/dir/f.txt').expect(413);
      assert.match(String(headers['x-vernal-problem']), /7 bytes, vernal.config.max-resource-size/);
    } finally {
      await other.stop();
    }
  });

  it('comes from the first search path that has it, or from the last when told so [config 80]', async () => {
    const searchPaths = { 'spring.cloud.config.server.git.search-paths': 'sub' };
    for (const [reverse, expected] of [
      ['false', 'root\n'],
      ['true', 'sub for dev\n'],
    ]) {
      const other = await startConfigServer(fixture, {
        ...searchPaths,
        'vernal.data-dir': join(fixture.folder, `data-${reverse}`),
        'spring.cloud.config.server.reverse-location-order': String(reverse),
      });
      try {
        const { text } = await request(other.listener).get('/billing/dev/main/f.txt').expect(200);
        assert.equal(text, expected);
      } finally {
        await other.stop();
      }
    }
  });

  it('is an error with its reason and the date of its commit while a file that fills it is broken', async () => {
    const broken = await fixture.push({ 'application.yml': 'a: [\n' }, 'bad');
    const { headers } = await get('/billing/default/bad/f.txt').expect(500);
    assert.match(String(headers['x-vernal-problem']), new RegExp(`commit ${broken}`));
    assert.equal(headers['last-modified'], 'Mon, 01 Jan 2024 00:00:00 GMT');
  });
});
