import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import request from 'supertest';
import { type HostingRig, startHosting } from './hosting-rig.ts';

describe('a push that is refused', () => {
  let rig: HostingRig;
  let good: string;

  before(async () => {
    rig = await startHosting({
      'vernal.git.max-push-size': '64KB',
      'vernal.git.repositories.config.branches[0].pattern': 'release/*',
      'vernal.git.repositories.config.branches[0].push': 'nobody',
      'vernal.git.repositories.config.branches[1].pattern': 'v*',
    });
  });
  after(() => rig.stop());
  beforeEach(async () => {
    await rig.git('.', 'clone', '-q', rig.url(), 'clone');
    good = await rig.commit('clone', { 'application.yml': 'a: 1\n' });
    assert.equal((await push('main')).code, 0);
  });
  afterEach(async () => {
    const { output } = await rig.git(bare(), 'rev-parse', 'main');
    assert.equal(output, good, 'nothing has moved');
    await rm(join(rig.folder, 'clone'), { recursive: true });
  });

  const bare = () => 'data/config/git/config.git';
  const push = (...what: string[]) => rig.git('clone', 'push', 'origin', ...what);
  const versionOf = async () =>
    (await request(rig.daemon.listener).get('/orders/dev').expect(200)).body.version;

  it('tells file, line and reason to whoever pushes, and leaves what is served alone', async () => {
    await rig.commit('clone', { 'config/orders.yml': 'a: 1\nb:\n  - c: [\n' });
    const { code, errors } = await push('main');
    assert.equal(code, 1);
    assert.match(errors, /^remote: config\/orders\.yml:\d+:\d+ {2}error {2}\S/m);
    assert.match(errors, /^remote: Nothing of this push was accepted\./m);
    assert.match(errors, /\[remote rejected\] main -> main \(pre-receive hook declined\)/);
    assert.equal(await versionOf(), good);
  });

  it('is refused whole: a good branch beside a broken one is not accepted either', async () => {
    await rig.git('clone', 'branch', 'fine');
    await rig.commit('clone', { 'orders.yml': 'a: [\n' });
    assert.equal((await push('main', 'fine')).code, 1);
    assert.equal((await rig.git(bare(), 'branch', '--list', 'fine')).output, '');
  });

  it('may be made again when it is mended, and leaves nothing of the first behind', async () => {
    const broken = await rig.commit('clone', { 'orders.yml': 'secret: [\n' });
    await push('main');
    assert.notEqual((await rig.git(bare(), 'cat-file', '-e', broken)).code, 0);
    await rig.git('clone', 'reset', '-q', '--hard', good);
    good = await rig.commit('clone', { 'orders.yml': 'b: 1\n' });
    assert.equal((await push('main')).code, 0);
  });

  it('holds a submodule', async () => {
    const entry = `160000,${good},vendor/lib`;
    await rig.git('clone', 'update-index', '--add', '--cacheinfo', entry);
    await rig.git('clone', 'commit', '-q', '-m', 'submodule');
    assert.match((await push('main')).errors, /vendor\/lib {2}error {2}is a submodule/);
  });

  it('holds a symbolic link that leaves the repository', async () => {
    await symlink('../../secrets.yml', join(rig.folder, 'clone', 'link.yml'));
    await rig.commit('clone', {});
    assert.match(
      (await push('main')).errors,
      /link\.yml {2}error {2}is a symbolic link that leaves/,
    );
  });

  it('is told all that is wrong with it at once, whatever it is and on whichever branch', async () => {
    await symlink('../../secrets.yml', join(rig.folder, 'clone', 'link.yml'));
    await rig.commit('clone', { 'orders.yml': 'a: [\n' });
    await rig.git('clone', 'branch', 'other');
    await rig.commit('clone', { 'billing.yml': 'b: 1\nb: 2\n' });
    const { errors } = await push('main', 'other', 'HEAD:refs/heads/release/1');
    const said = [...errors.matchAll(/^remote: ([\w./]+)/gm)].map(([, what]) => what);
    assert.deepEqual(said.slice(0, -1), ['release/1', 'billing.yml', 'link.yml', 'orders.yml']);
  });

  it('holds a folder that Git would take for its own', async () => {
    const blob = (await rig.git('clone', 'rev-parse', 'HEAD:application.yml')).output;
    for (const name of ['.git', '.GIT', 'git~1']) {
      const tree = await rig.makeTree('clone', `100644 blob ${blob}\t${name}\n`);
      const { output } = await rig.git('clone', 'commit-tree', tree, '-p', good, '-m', 'x');
      assert.match((await push(`${output}:refs/heads/main`)).errors, /hasDotgit/, name);
    }
  });

  it('is too large', async () => {
    await rig.commit('clone', { 'large.bin': randomBytes(200_000).toString('base64') });
    const { code, errors } = await push('main');
    assert.equal(code, 1);
    assert.match(errors, /^remote: fatal: pack exceeds maximum allowed size/m);
  });

  it('is so much too large that Git stopped listening: its client reads why, and at once', async () => {
    await rig.commit('clone', { 'large.bin': randomBytes(6_000_000).toString('base64') });
    const { errors } = await push('main');
    assert.match(errors, /^remote: fatal: pack exceeds maximum allowed size/m);
    assert.doesNotMatch(errors, /RPC failed/);
  });

  it('replaces or deletes the default branch', async () => {
    await rig.git('clone', 'commit', '-q', '--amend', '--allow-empty', '-m', 'other');
    const forced = await push('--force', 'main');
    assert.match(forced.errors, /^remote: main: anonymous may not replace its commits/m);
    assert.match((await push(':main')).errors, /^remote: main: anonymous may not delete it/m);
  });

  it('is to a branch that a rule keeps for others', async () => {
    const { errors } = await push('HEAD:refs/heads/release/1');
    assert.match(errors, /^remote: release\/1: anonymous may not push to it/m);
  });

  it('moves a tag where its rule lets nobody replace it, even to a commit that follows', async () => {
    await rig.git('clone', 'tag', '-f', 'v1', good);
    assert.equal((await push('v1')).code, 0);
    await rig.commit('clone', { 'application.yml': 'a: 2\n' });
    await rig.git('clone', 'tag', '-f', 'v1');
    const { errors } = await push('--force', 'v1');
    assert.match(errors, /^remote: v1: anonymous may not replace its commits/m);
  });

  it('is of what is no label: notes, or a tag on a folder', async () => {
    assert.match((await push('HEAD:refs/notes/x')).errors, /only branches and tags are hosted/);
    await rig.git('clone', 'tag', 'tree', 'HEAD^{tree}');
    assert.match((await push('tree')).errors, /^remote: tree: is not a commit/m);
  });

  it('prints nothing that would move the cursor of a terminal', async () => {
    await rig.commit('clone', { 'a\u001b[2Jb.yml': 'a: [\n' });
    const { errors } = await push('main');
    assert.match(errors, /a\?\[2Jb\.yml/);
    assert.ok(!errors.includes('\u001b[2J'));
  });

  it('is in the audit log with who pushed what, from which commit to which', async () => {
    const broken = await rig.commit('clone', { 'orders.yml': 'a: [\n' });
    await push('main');
    const lines = rig.logger.lines.filter(({ fields }) => fields['event.action'] === 'push');
    const { fields } = lines.at(-1) ?? {};
    assert.equal(fields?.['target'], `config.git refs/heads/main ${good}..${broken}`);
    assert.equal(fields['event.outcome'], 'failure');
    assert.match(String(fields['event.reason']), /^orders\.yml:\d/);
    const { text } = await request(rig.daemon.listener).get('/actuator/prometheus');
    assert.match(
      text,
      /vernal_config_pushed_refs_total\{repository="config",outcome="refused"\} \d/,
    );
    assert.match(
      text,
      /vernal_config_pushed_refs_total\{repository="config",outcome="failed"\} \d/,
    );
    assert.match(
      text,
      /vernal_config_pushed_refs_total\{repository="config",outcome="accepted"\} \d/,
    );
  });
});
