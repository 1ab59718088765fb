import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import request from 'supertest';
import { type HostingRig, startHosting } from './hosting-rig.ts';

describe('a hosted repository', () => {
  let rig: HostingRig;

  before(async () => {
    rig = await startHosting();
  });
  after(() => rig.stop());

  const sourcesOf = async (path: string) => {
    const { body } = await request(rig.daemon.listener).get(path).expect(200);
    return [body.version, body.propertySources];
  };

  it('is made at the start, empty, and can be cloned', async () => {
    await rig.clone('ann');
    const { output } = await rig.git('ann', 'symbolic-ref', 'HEAD');
    assert.equal(output, 'refs/heads/main');
    await request(rig.daemon.listener).get('/orders/dev/main').expect(404);
    const { body } = await request(rig.daemon.listener).get('/actuator/health').expect(200);
    assert.equal(body.status, 'UP', 'else nobody could make the first push');
  });

  it('is served at once after a push, under the name hosted:NAME', async () => {
    const commit = await rig.commit('ann', { 'application.yml': 'a: 1\n' });
    const { code, errors } = await rig.git('ann', 'push', 'origin', 'main');
    assert.equal(code, 0, errors);
    const source = { name: 'hosted:config/application.yml', source: { a: 1 } };
    assert.deepEqual(await sourcesOf('/orders/dev'), [commit, [source]]);
  });

  it('gives others what was pushed, branches and tags', async () => {
    await rig.clone('bob');
    const commit = await rig.commit('ann', { 'application.yml': 'a: 2\n' });
    await rig.git('ann', 'tag', '-a', '-m', 'first', 'v1');
    await rig.git('ann', 'push', 'origin', 'main', 'HEAD:refs/heads/feature/x', 'v1');
    assert.equal((await rig.git('bob', 'pull', '-q', '--tags')).code, 0);
    assert.equal(await readFile(join(rig.folder, 'bob', 'application.yml'), 'utf8'), 'a: 2\n');
    const { output } = await rig.git('bob', 'rev-parse', 'v1^{}', 'origin/feature/x');
    assert.deepEqual(output.split('\n'), [commit, commit]);
    for (const label of ['v1', 'feature(_)x']) {
      assert.equal((await sourcesOf(`/orders/dev/${label}`))[0], commit, label);
    }
  });

  it('takes files of any name, also what looks like a line of Git about a submodule', async () => {
    const name = ':000000 160000 0000000 1111111 A';
    await rig.commit('ann', { [name]: 'x' });
    const { code, errors } = await rig.git('ann', 'push', '-q', 'origin', 'HEAD:strange');
    assert.equal(code, 0, errors);
  });

  it('can be cloned without its history', async () => {
    await rig.git('.', 'clone', '-q', '--depth', '1', rig.url(), 'shallow');
    assert.equal((await rig.git('shallow', 'rev-list', '--count', 'HEAD')).output, '1');
    assert.equal((await rig.git('shallow', 'fetch', '-q', '--unshallow')).code, 0);
    assert.equal((await rig.git('shallow', 'rev-list', '--count', 'HEAD')).output, '2');
    await rig.commit('shallow', { 'shallow.txt': 'x' });
    assert.equal((await rig.git('shallow', 'push', '-q', 'origin', 'HEAD:from-shallow')).code, 0);
  });

  it('speaks versions 0, 1 and 2 of the protocol', async () => {
    for (const version of ['0', '1', '2']) {
      const protocol = `protocol.version=${version}`;
      const { code, output } = await rig.git('.', '-c', protocol, 'ls-remote', rig.url());
      assert.equal(code, 0);
      assert.match(output, /refs\/tags\/v1\^\{\}/);
    }
    const answer = await fetch(`${rig.url()}/info/refs?service=git-upload-pack`, {
      headers: { 'git-protocol': 'version=2' },
    });
    assert.match(await answer.text(), /^000eversion 2\n/);
    assert.equal(answer.headers.get('content-type'), 'application/x-git-upload-pack-advertisement');
    assert.match(answer.headers.get('cache-control') ?? '', /no-cache/);
  });

  it('takes large packs, which come in chunks, and gives them back', async () => {
    const bytes = randomBytes(3_000_000).toString('base64');
    await rig.commit('ann', { 'large.bin': bytes });
    const buffer = ['-c', 'http.postBuffer=65536'];
    const { code, errors } = await rig.git('ann', ...buffer, 'push', '-q', 'origin', 'main');
    assert.equal(code, 0, errors);
    await rig.git('bob', 'pull', '-q');
    assert.equal(await readFile(join(rig.folder, 'bob', 'large.bin'), 'utf8'), bytes);
  });

  it('takes a fetch that is packed by gzip, as of a client with a long history', async () => {
    for (let count = 0; count < 24; count++)
      await rig.git('bob', 'commit', '-q', '--allow-empty', '-m', `${count}`);
    await rig.commit('ann', { 'application.yml': 'a: 3\n' });
    await rig.git('ann', 'push', '-q', 'origin', 'main');
    const { code, errors } = await rig.git('bob', '-c', 'protocol.version=0', 'fetch', '-q');
    assert.equal(code, 0, errors);
  });

  it('loses a branch that is deleted, and is not served from it any more', async () => {
    await sourcesOf('/orders/dev/feature(_)x');
    assert.equal((await rig.git('ann', 'push', '-q', 'origin', ':feature/x')).code, 0);
    await request(rig.daemon.listener).get('/orders/dev/feature(_)x').expect(404);
  });

  it('is kept over a restart', async () => {
    const before = await sourcesOf('/orders/dev');
    await rig.restart();
    assert.deepEqual(await sourcesOf('/orders/dev'), before);
  });
});
