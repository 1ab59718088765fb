import assert from 'node:assert/strict';
import { join } from 'node:path';
import { run } from '../cli-run.ts';
import {
  BOTH,
  createKeyRepository,
  type KeyRepository,
  NEW,
  OLD,
  valueUnder,
} from './key-repository.ts';

describe('vernal config exposure', () => {
  let repository: KeyRepository;
  const commits: Record<string, string> = {};

  before(async () => {
    repository = await createKeyRepository();
    const [one, two, k2] = [valueUnder(OLD, '1'), valueUnder(OLD, '2'), valueUnder(NEW, '3', 'k2')];
    commits['first'] = await repository.commit(
      { 'orders-prod.yml': `db:\n  password: '${one}'\n`, 'application.properties': `a=${k2}\n` },
      '2024-01-01T00:00:00Z',
    );
    commits['second'] = await repository.commit(
      { 'orders-prod.yml': `# moved\ndb:\n  password: '${two}'\n`, 'old.yml': `token: '${one}'\n` },
      '2024-02-01T00:00:00Z',
    );
    await repository.git('tag', '-a', 'v1', '-m', 'v1');
    await repository.git('checkout', '-q', '-b', 'next');
    commits['third'] = await repository.commit(
      { 'orders-prod.yml': 'db: {}\n', 'gone.yml': `gone: '{cipher}{key:k0}00ff'\n` },
      '2024-03-01T00:00:00Z',
    );
    await repository.git('rm', '-q', 'old.yml', 'gone.yml');
    await repository.commit({}, '2024-04-01T00:00:00Z');
    await repository.git('checkout', '-q', 'main');
    await repository.git('rm', '-q', 'old.yml');
    await repository.commit({}, '2024-05-01T00:00:00Z');
  });
  after(() => repository.remove());

  const by = (name: string, month: number) => ({
    commit: commits[name],
    author: 'Ada <ada@example.org>',
    committedAtMs: Date.UTC(2024, month, 1),
  });

  it('lists what the key opens now and in history: who reads it, where, from when to when', async () => {
    const { out, code } = await repository.vernal('exposure', BOTH, '--json');
    assert.equal(code, 0);
    assert.deepEqual(JSON.parse(out), [
      {
        property: 'token',
        path: 'old.yml',
        applications: ['old'],
        labels: ['v1'],
        first: by('second', 1),
        last: by('second', 1),
      },
      {
        property: 'db.password',
        path: 'orders-prod.yml',
        applications: ['orders-prod', 'orders/prod'],
        labels: ['main', 'v1'],
        first: by('first', 0),
        last: by('second', 1),
      },
    ]);
  });

  it('lists what a named key opens, for people, without a value', async () => {
    const { out } = await repository.vernal('exposure', BOTH, '--key', 'K2');
    const [header = '', row = '', ...rest] = out.trimEnd().split('\n');
    assert.match(header, /^PROPERTY +FILE +READ BY +NOW IN +FIRST +LAST$/);
    assert.match(row, /^a +application\.properties +\* +main next v1 +\w{10} 2024-01-01 Ada/);
    assert.deepEqual(rest, []);
    assert.doesNotMatch(out, /cipher/);
  });

  it('lists by name what a key opened that nobody has any more', async () => {
    const { out, problem } = await repository.vernal('exposure', BOTH, '--key', 'k0', '--json');
    assert.match(problem, /the key k0 is not here/);
    const [gone, ...rest] = JSON.parse(out);
    assert.deepEqual([gone.property, gone.labels, gone.first], ['gone', [], by('third', 2)]);
    assert.deepEqual(rest, []);
  });

  it('says that a shallow clone does not have its history', async () => {
    const shallow = join(repository.folder, '.git', 'shallow-clone');
    const depth = ['clone', '-q', '--bare', '--depth', '1', `file://${repository.folder}`, shallow];
    await repository.git(...depth);
    const environment = { ...BOTH, PATH: process.env['PATH'] };
    const { problem, code } = await run(['config', 'exposure', shallow], { environment });
    assert.match(problem, /this clone is shallow/);
    assert.equal(code, 0);
  });

  it('finds what only a merge wrote', async () => {
    await repository.git('checkout', '-q', '-b', 'side', 'v1');
    await repository.commit({ 'b.yml': 'b: 1\n' });
    await repository.git('checkout', '-q', 'main');
    await repository.git('merge', '-q', '--no-commit', '-s', 'ours', 'side');
    await repository.commit({ 'evil.yml': `evil: '${valueUnder(NEW, 'x')}'\n` });
    const { out } = await repository.vernal('exposure', { ENCRYPT_KEY: NEW }, '--json');
    const paths = (JSON.parse(out) as { readonly path: string }[]).map(({ path }) => path);
    assert.ok(paths.includes('evil.yml'));
    await repository.git('reset', '-q', '--hard', 'HEAD~1');
  });
});
