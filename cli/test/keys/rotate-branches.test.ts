import assert from 'node:assert/strict';
import { chmod, mkdir, truncate, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { gitIn } from '../../src/repository/git.ts';
import { run } from '../cli-run.ts';
import {
  BOTH,
  clearOf,
  createKeyRepository,
  type KeyRepository,
  OLD,
  valueUnder,
} from './key-repository.ts';

const NAMED = /\{cipher\}\{key:k2\}[0-9a-f]{64}/;
const PATH = process.env['PATH'] ?? '';

describe('vernal config rotate on branches', () => {
  let repository: KeyRepository;

  beforeEach(async () => {
    repository = await createKeyRepository();
  });
  afterEach(() => repository.remove());

  const old = () => `a: '${valueUnder(OLD, 'x')}'\n`;
  const show = (revision: string, path: string) => repository.git('show', `${revision}:${path}`);

  it('makes a commit on each, also on those that are not checked out', async () => {
    const [shared, own] = [old(), old()];
    await repository.commit({ 'a.yml': shared, 'deep/"odd" \u00fc\\name.yml': own, 'x.sh': 'x' });
    await repository.git('branch', 'none', '--no-track');
    await repository.git('branch', 'release/1');
    const main = await repository.commit({ 'a.yml': `b: 1\n${shared}`, 'main.txt': '' });
    const { code, out, problem } = await repository.vernal(
      ...(['rotate', BOTH, '--branch', 'main', '--branch', 'release/1'] as const),
    );
    assert.equal(code, 0, problem);
    assert.match(out, /^main: a\.yml:2: a$/m);
    assert.match(out, /^release\/1: values renewed: 2, .* key k2: 0, commit [0-9a-f]{10}$/m);
    assert.equal(await repository.git('rev-parse', 'main^'), main);
    const [first] = NAMED.exec(await show('main', 'a.yml')) ?? [];
    assert.equal(await clearOf(first ?? ''), 'x');
    assert.ok((await show('release/1', 'a.yml')).includes(String(first)), 'can be merged');
    assert.match(await show('release/1', 'deep/"odd" \u00fc\\name.yml'), NAMED);
    const diff = ['-c', 'core.quotePath=false', 'diff', '-z', '--name-only'];
    assert.equal(
      await repository.git(...diff, 'release/1^', 'release/1'),
      'a.yml\0deep/"odd" \u00fc\\name.yml\0',
    );
    assert.equal(await show('none', 'a.yml'), shared.trim());
    assert.equal(
      await repository.git('log', '-1', '--format=%an %ae', 'main'),
      'Ada ada@example.org',
    );
    assert.equal(await repository.git('status', '--porcelain'), '');
    assert.ok((await repository.read('a.yml')).includes(String(first)), 'the tree goes along');
  });

  it('takes all of them, in a bare repository, too', async () => {
    await repository.commit({ 'a.yml': old() });
    await repository.git('branch', 'other');
    await repository.git('config', 'core.bare', 'true');
    const dry = await repository.vernal('rotate', BOTH, '--all-branches', '--json', '--dry-run');
    const { branches } = JSON.parse(dry.out);
    assert.deepEqual(branches[1], {
      branch: 'other',
      commit: null,
      renewed: [{ path: 'a.yml', line: 1, property: 'a' }],
      kept: 0,
    });
    assert.equal((await repository.vernal('rotate', BOTH, '--all-branches')).code, 0);
    for (const branch of ['main', 'other']) assert.match(await show(branch, 'a.yml'), NAMED);
    const again = await repository.vernal('rotate', BOTH, '--all-branches');
    assert.match(again.out, /^other: values renewed: 0, already .*: 1, nothing is committed$/m);
  });

  it('changes none when a value of one is opened by no key', async () => {
    const head = await repository.commit({ 'a.yml': old() });
    await repository.git('checkout', '-q', '-b', 'bad');
    await repository.commit({ 'a.yml': `a: '${valueUnder('another', 'x')}'\n` });
    const { code, problem } = await repository.vernal('rotate', BOTH, '--all-branches');
    assert.equal(code, 1);
    assert.match(problem, /^vernal: bad: a\.yml:1: a is opened by no key$/m);
    assert.equal(await repository.git('rev-parse', 'main'), head);
  });

  it('refuses what is not there, not committed, or checked out in another folder', async () => {
    await repository.commit({ 'a.yml': old() });
    const unknown = await repository.vernal('rotate', BOTH, '--branch', 'gone');
    assert.deepEqual([unknown.code, unknown.problem], [2, 'vernal: there is no branch gone\n']);
    await repository.git('worktree', 'add', '-q', '-b', 'next', 'tree');
    const elsewhere = await repository.vernal('rotate', BOTH, '--branch', 'next');
    assert.match(elsewhere.problem, /^vernal: next is checked out in .*tree: rotate it there/);
    await writeFile(join(repository.folder, 'a.yml'), 'a: 2\n');
    const { code, problem } = await repository.vernal('rotate', BOTH, '--branch', 'main');
    assert.deepEqual([code, /not committed/.test(problem)], [1, true]);
  });

  it('tells what it would do, or that nothing is to be done, whatever is checked out where', async () => {
    await repository.commit({ 'a.yml': old() });
    await repository.git('worktree', 'add', '-q', '-b', 'next', 'tree');
    await writeFile(join(repository.folder, 'a.yml'), 'a: 2\n');
    const dry = await repository.vernal('rotate', BOTH, '--all-branches', '--dry-run');
    assert.equal(dry.code, 0, dry.problem);
    assert.match(dry.out, /^next: values renewed: 1, /m);
    const idle = await repository.vernal('rotate', { ENCRYPT_KEY: OLD }, '--all-branches');
    assert.equal(idle.code, 0, idle.problem);
    assert.match(idle.out, /^next: values renewed: 0, .*: 1, nothing is committed$/m);
  });

  it('changes none when one has moved meanwhile, and says which', async () => {
    const first = await repository.commit({ 'a.yml': old() });
    const main = await repository.commit({ 'b.yml': old() });
    await repository.git('branch', 'other', first);
    await repository.git('branch', 'zone', first);
    const moved = join(repository.folder, '.git', 'moves');
    await mkdir(moved);
    const move = `PATH='${PATH}' git update-ref refs/heads/other ${main}`;
    const script = `#!/bin/sh\ncase "$*" in *fast-import*) ${move} ;; esac\nPATH='${PATH}' exec git "$@"\n`;
    await writeFile(join(moved, 'git'), script);
    await chmod(join(moved, 'git'), 0o755);
    const moving = { ...BOTH, PATH: `${moved}${delimiter}${PATH}` };
    const { code, out, problem } = await repository.vernal('rotate', moving, '--all-branches');
    assert.deepEqual([code, out], [1, '']);
    assert.equal(problem, 'vernal: other has moved meanwhile\nvernal: nothing was changed\n');
    assert.equal(
      await repository.git('for-each-ref', '--format=%(refname) %(objectname)'),
      `refs/heads/main ${main}\nrefs/heads/other ${main}\nrefs/heads/zone ${first}`,
    );
    assert.equal(await repository.git('status', '--porcelain'), '');
  });

  it('refuses a file whose name is not UTF-8: it would be written under another name', async () => {
    const text = old();
    const git = gitIn(repository.folder, { PATH });
    await git.text(
      ['fast-import', '--quiet'],
      `commit refs/heads/main\ncommitter A <a@b> 0 +0000\ndata 0\nM 100644 inline "caf\\351.yml"\ndata ${text.length}\n${text}`,
    );
    const before = await repository.git('rev-parse', 'main');
    const { code, problem } = await repository.vernal('rotate', BOTH, '--all-branches');
    assert.equal(code, 1);
    assert.match(problem, /^vernal: main: caf\uFFFD\.yml: has a name that is not UTF-8$/m);
    assert.equal(await repository.git('rev-parse', 'main'), before);
  });

  it('refuses a file that is too large to be read', async () => {
    await repository.commit({ 'a.yml': old(), 'large.json': '' });
    await truncate(join(repository.folder, 'large.json'), 64 * 1024 * 1024 + 1);
    await repository.git('-c', 'core.compression=1', 'commit', '-q', '-a', '-m', 'large');
    const before = await repository.git('rev-parse', 'main');
    const { code, problem } = await repository.vernal('rotate', BOTH, '--all-branches');
    assert.equal(code, 1);
    assert.match(problem, /^vernal: main: large\.json: is larger than 64 MiB$/m);
    assert.equal(await repository.git('rev-parse', 'main'), before);
  });

  it('takes a working tree along whose name ends in a blank', async () => {
    await repository.commit({ 'a.yml': old() });
    await repository.git('worktree', 'add', '-q', '-b', 'next', 'tree ');
    const tree = join(repository.folder, 'tree ');
    const environment = { PATH, GIT_AUTHOR_NAME: 'Ada', GIT_AUTHOR_EMAIL: 'ada@example.org' };
    const committer = { GIT_COMMITTER_NAME: 'Ada', GIT_COMMITTER_EMAIL: 'ada@example.org' };
    const { code, problem } = await run(['config', 'rotate', tree, '--branch', 'next'], {
      environment: { ...BOTH, ...environment, ...committer },
    });
    assert.equal(code, 0, problem);
    assert.match((await repository.read('tree /a.yml')).toString(), NAMED);
  });

  it('covers all folders of a branch, where a working tree is rotated from the folder on', async () => {
    await repository.commit({ 'a.yml': old(), 'deep/b.yml': old() });
    await repository.git('branch', 'other');
    const inDeep = (...argv: string[]) =>
      run(['config', 'rotate', join(repository.folder, 'deep'), '--dry-run', ...argv], {
        environment: { ...BOTH, PATH },
      });
    assert.match((await inDeep()).out, /^values renewed: 1, /m);
    assert.match((await inDeep('--branch', 'other')).out, /^other: values renewed: 2, /m);
  });
});
