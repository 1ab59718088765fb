import assert from 'node:assert/strict';
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { createGitFixture, type GitFixture } from '../git-fixture.ts';
import {
  createStudyFixture,
  GIT,
  LOGO,
  placeholder,
  SERVER,
  useServer,
  withServer,
} from './study-fixture.ts';

describe('checklist D: a file as it stands', () => {
  const server = useServer(async () => {
    const fixture = await createStudyFixture();
    await symlink('/etc/passwd', join(fixture.folder, 'clone', 'outside.txt'));
    await fixture.push({
      'sub/dir/f.txt': 'nested',
      '.gitmodules': '',
      'sub/.gitmodules': '',
      'latin.txt': Buffer.from('gr\u00fc\u00dfe', 'latin1'),
      'f-dev.txt': 'dev',
      'f-prod.txt': 'prod',
    });
    return fixture;
  });

  it('has its placeholders filled in [config 70]', async () => {
    const { text, headers } = await server.get('/billing/default/main/nginx.conf').expect(200);
    assert.equal(text, 'server base;');
    assert.equal(headers['content-type'], 'text/plain;charset=UTF-8');
  });

  it('is that of the profile, at the default label too [config 71, 72]', async () => {
    await server.get('/billing/dev/main/nginx.conf').expect(200, 'dev dev;');
    await server.get('/billing/dev/nginx.conf?useDefaultLabel').expect(200, 'dev dev;');
    await server.get('/billing/dev/nginx.conf?useDefaultLabel=').expect(200, 'dev dev;');
    const { body } = await server.get('/billing/dev/nginx.conf').expect(404);
    assert.equal(body.status, 404);
  });

  it('keeps its placeholders when told to [config 73]', async () => {
    const path = '/billing/dev/main/nginx.conf?resolvePlaceholders=false';
    await server.get(path).expect(200, `dev ${placeholder('note')};`);
  });

  it('is byte for byte the same for who accepts bytes [config 74]', async () => {
    const { body, headers } = await server
      .get('/billing/default/main/logo.bin')
      .accept('application/octet-stream')
      .buffer(true)
      .expect(200);
    assert.deepEqual(body, LOGO);
    assert.equal(headers['content-type'], 'application/octet-stream');
  });

  it('is 404 without a body when file or label do not exist [config 75]', async () => {
    const paths = ['/default/main/missing.txt', '/default/nope/nginx.conf'];
    const lists = ['/default/main,v1/nginx.conf', '/default/v1,main/nginx.conf'];
    for (const path of [...paths, ...lists, '/default/missing.txt?useDefaultLabel']) {
      const { text, headers } = await server.get(`/billing${path}`).expect(404);
      assert.equal(text, '');
      assert.equal(headers['content-type'], undefined);
    }
  });

  it('may lie in folders, written with slashes alone [config 76]', async () => {
    await server.get('/billing/default/main/sub/dir/f.txt').expect(200, 'nested');
    await server.get('/billing/default/main/sub(_)dir(_)f.txt').expect(404, '');
    await server.get('/billing/default/sub(_)dir(_)f.txt?useDefaultLabel').expect(404, '');
  });

  it('never lies outside of the commit [config 77]', async () => {
    const passwd = ['..%2f..%2fetc/passwd', '../../../../etc/passwd', '%2e%2e/%2e%2e/etc/passwd'];
    const spelled = ['..%5c..%5cetc/passwd', '%252e%252e/x', '..%00/x', '....//x', '%2e%2e/x'];
    for (const path of [
      ...passwd,
      ...spelled,
      'outside.txt',
      '.git/config',
      '.git/HEAD',
      '.gitmodules',
      'sub/.gitmodules',
    ]) {
      const { status, text } = await server.get(`/billing/default/main/${path}`);
      assert.ok(status === 404 || status === 400, `${path} is ${status}`);
      assert.doesNotMatch(text, /root:|\[core\]|refs\//, path);
    }
  });

  it('is not sent again to who has it [config 78]', async () => {
    const path = '/billing/default/main/nginx.conf';
    const modified = String((await server.get(path).expect(200)).headers['last-modified']);
    assert.ok(Number.isFinite(Date.parse(modified)));
    const unchanged = await server.get(path).set('If-Modified-Since', modified).expect(304);
    assert.equal(unchanged.text, '');
    assert.equal(unchanged.headers['last-modified'], modified);
    const earlier = new Date(Date.parse(modified) - 1_000).toUTCString();
    await server.get(path).set('If-Modified-Since', earlier).expect(200, 'server base;');
  });

  it('is that of the first profile that has one [config 79]', async () => {
    await server.get('/billing/dev,prod/main/f.txt').expect(200, 'dev');
    await server.get('/billing/prod,dev/main/f.txt').expect(200, 'prod');
  });

  it('is read in the charset that the caller names [config 81]', async () => {
    const path = '/billing/default/main/latin.txt';
    await server.get(path).set('Accept-Charset', 'ISO-8859-1').expect(200, 'gr\u00fc\u00dfe');
    const garbled = (await server.get(path).expect(200)).text;
    assert.equal(garbled, 'gr\ufffd\ufffde');
    await server.get(path).set('Accept-Charset', 'no-such-charset').expect(200, garbled);
  });
});

describe('checklist D: a file below search paths', () => {
  let fixture: GitFixture;
  before(async () => {
    fixture = await createGitFixture();
    await fixture.push({ 'f.txt': 'root', 'sub/f-dev.txt': 'sub for dev' });
  });
  after(() => fixture.remove());

  it('comes from the first search path, or the last when told so [config 80]', async () => {
    const settings = { [`${GIT}.search-paths`]: 'sub' };
    await withServer(fixture, settings, ({ get }) =>
      get('/billing/dev/main/f.txt').expect(200, 'root').then(),
    );
    const reversed = { ...settings, [`${SERVER}.reverse-location-order`]: true };
    await withServer(fixture, reversed, ({ get }) =>
      get('/billing/dev/main/f.txt').expect(200, 'sub for dev').then(),
    );
  });
});
