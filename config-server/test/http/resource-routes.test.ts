import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { RunningDaemon } from '@vernal/server-kit';
import request from 'supertest';
import { createGitFixture, type GitFixture } from '../git-fixture.ts';
import { startConfigServer } from './start-config-server.ts';

/** "mysecret" under the key "vernal-test-key". */
const CIPHER = '{cipher}ea8daf6f5ee9ea9321f4f4175bfcea508f7eba634e14b625b50735c09e91675c';

describe('a file of the repository', () => {
  let fixture: GitFixture;
  let daemon: RunningDaemon;

  before(async () => {
    fixture = await createGitFixture();
    await fixture.push({
      'f.txt': 'root\n',
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

  it('is sent only if it was not committed later than its caller expects', async () => {
    const path = '/billing/default/main/f.txt';
    const { headers } = await get(path).expect(200);
    const modified = String(headers['last-modified']);
    await get(path).set('If-Unmodified-Since', modified).expect(200);
    await get(path).set('If-Unmodified-Since', 'Mon, 01 Jan 2001 00:00:00 GMT').expect(412);
    for (const header of ['If-Modified-Since', 'If-Unmodified-Since']) {
      await get(path).set(header, 'no date').expect(200);
    }
  });

  it('has its encrypted values decrypted when told so, if its kind is known', async () => {
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

  it('is an error with its reason and the date of its commit while a file that fills it is broken', async () => {
    const broken = await fixture.push({ 'application.yml': 'a: [\n' }, 'bad');
    const { headers } = await get('/billing/default/bad/f.txt').expect(500);
    assert.match(String(headers['x-vernal-problem']), new RegExp(`commit ${broken}`));
    assert.equal(headers['last-modified'], 'Mon, 01 Jan 2024 00:00:00 GMT');
  });
});
