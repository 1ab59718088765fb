import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configDaemon } from '@vernal/config-server';
import { silentLogger } from '@vernal/core';
import { type RunningDaemon, startDaemon } from '@vernal/server-kit';
import { run } from './cli-run.ts';

const WHO = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org'];

describe('vernal config', () => {
  let folder: string;
  let daemon: RunningDaemon;
  let first: string;
  let second: string;

  const git = (...args: string[]) =>
    execFileSync('git', [...WHO, ...args], { cwd: join(folder, 'repo'), encoding: 'utf8' }).trim();

  async function commit(text: string): Promise<string> {
    await writeFile(join(folder, 'repo', 'billing.yml'), text);
    git('add', '-A');
    git('commit', '-q', '-m', 'change');
    return git('rev-parse', 'HEAD');
  }

  const config = (...argv: string[]) => run(['config', ...argv, '--server', daemon.url]);

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vernal-cli-'));
    execFileSync('git', ['init', '-q', '-b', 'main', join(folder, 'repo')]);
    first = await commit('rate: 1\n');
    second = await commit('rate: 2\ndb.password: x\n');
    const settings = {
      'server.port': 0,
      'vernal.data-dir': join(folder, 'data'),
      'spring.cloud.config.server.git.uri': join(folder, 'repo'),
    };
    daemon = await startDaemon(configDaemon, settings, { logger: silentLogger });
  });

  afterEach(async () => {
    await daemon.stop();
    await rm(folder, { recursive: true });
  });

  it('get prints what an application reads', async () => {
    const { out, code } = await config('get', 'billing', 'dev');
    assert.equal(out, `# billing dev (default label) at ${second}\ndb.password=x\nrate=2\n`);
    assert.equal(code, 0);
    const old = JSON.parse((await config('get', 'billing', 'dev', first, '--json')).out);
    assert.equal(old.version, first);
  });

  it('history lists the commits that changed something, with the names of the keys', async () => {
    const { out } = await config('history', 'billing');
    const [header, newest, oldest] = out.split('\n');
    assert.match(header ?? '', /^COMMIT +TIME +AUTHOR +CHANGED$/);
    assert.match(newest ?? '', new RegExp(`^${second.slice(0, 10)} .*Ada .*db\\.password rate$`));
    assert.match(oldest ?? '', new RegExp(`^${first.slice(0, 10)} .* rate$`));
    const json = JSON.parse((await config('history', 'billing', '--json')).out);
    assert.equal(json.changes.length, 2);
  });

  it('diff shows what differs, without secrets', async () => {
    const { out, code } = await config('diff', 'billing', first, 'main');
    assert.equal(out, '+ db.password=******\n- rate=1\n+ rate=2\n');
    assert.equal(code, 0);
  });

  it('rollback, hold, pin and release decide which commit is in force', async () => {
    const rate = async () => /rate=\d/.exec((await config('get', 'billing')).out)?.[0];
    const back = await config('rollback', 'billing', '--reason', 'too dear');
    assert.equal(back.out, `billing main is back at ${first}\n`);
    assert.equal(await rate(), 'rate=1');
    assert.equal((await config('release', 'billing')).out, `billing main left ${first}\n`);
    assert.equal(await rate(), 'rate=2');
    const held = await config('hold', 'billing', '--label', 'main', '--json');
    assert.deepEqual(JSON.parse(held.out).commits, [second]);
    assert.equal((await config('pin', 'billing', first)).out, `billing main stays at ${first}\n`);
    assert.equal(await rate(), 'rate=1');
  });

  it('fails in one line that says what is wrong', async () => {
    for (const [argv, problem] of [
      [['pin', 'billing', 'nope'], /404: there is no commit nope\n$/],
      [['release', 'billing'], /404: billing is not pinned at main\n$/],
      [['history', 'billing', 'dev', 'nope'], /404: no such label or commit: nope\n$/],
      [['diff', 'a..b', 'main', 'main'], /400: name is not allowed in a request\n$/],
    ] as const) {
      const failed = await config(...argv);
      assert.match(failed.problem, /^vernal: the config server answered .+\n$/);
      assert.match(failed.problem, problem);
      assert.deepEqual([failed.out, failed.code], ['', 1]);
    }
    const away = await run(['config', 'hold', 'billing', '--server', 'http://127.0.0.1:1']);
    assert.match(away.problem, /^vernal: the config server can't be reached: .+\n$/);
  });
});
