import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '@vernal/core';
import { ManualTime } from '@vernal/core/testing';
import { GitProcesses } from '../../../src/adapters/hosting/git-processes.ts';
import type { GitRun, Judgement, PushHooks } from '../../../src/ports/git-host.ts';

const NOTHING = '0'.repeat(40);

describe('the Git processes of hosted repositories', () => {
  let folder: string;
  let processes: GitProcesses;
  let time: ManualTime;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vernal-git-'));
    time = new ManualTime();
    processes = new GitProcesses({
      root: join(folder, 'git'),
      hooksFolder: join(folder, 'hooks'),
      repositories: [{ name: 'config', defaultBranch: 'main', rules: [] }],
      environment: process.env,
      maxPushBytes: 1_000_000,
      maxProcesses: 2,
      timeoutMs: 60_000,
      timers: time,
      logger: silentLogger,
    });
  });
  afterEach(async () => {
    await processes.stop();
    await rm(folder, { recursive: true });
  });

  const bare = () => join(folder, 'git', 'config.git');

  it('take a repository that is not made yet for empty, and one that was taken away for none', async () => {
    assert.equal(await processes.isEmpty('config'), true);
    await processes.start();
    assert.equal(await processes.isEmpty('config'), true);
    await rm(bare(), { recursive: true });
    assert.equal(await processes.isEmpty('config'), false);
  });

  it('end when the judgement of a push has ended that nobody waits for any more', async () => {
    await processes.start();
    let judge: (judgement: Judgement) => void = () => undefined;
    const judgement = new Promise<Judgement>((resolve) => {
      judge = resolve;
    });
    const isAsked = new Promise<void>((resolve) => {
      const hooks = {
        updated: () => undefined,
        judge: () => {
          resolve();
          return judgement;
        },
      };
      void push(hooks);
    });
    await isAsked;
    let hasStopped = false;
    const stopped = processes.stop().then(() => {
      hasStopped = true;
    });
    const git = await processes.run({ ...CALL, phase: 'advertise' });
    assert.deepEqual([git, hasStopped], [undefined, false]);
    judge({ accepted: true, lines: [] });
    await stopped;
    assert.equal(await processes.isEmpty('config'), true, 'nothing was accepted');
  });

  it('tell a judgement that nobody waits for it any more when they stop, and when time is up', async () => {
    await processes.start();
    for (const end of [() => time.advance(60_000), () => processes.stop()]) {
      let isAsked: () => void = () => undefined;
      const asked = new Promise<void>((resolve) => {
        isAsked = resolve;
      });
      const abandoned = new Promise<void>((resolve) => {
        const hooks: PushHooks = {
          updated: () => undefined,
          judge: (_updates, _commits, signal) =>
            new Promise((judge) => {
              signal.addEventListener('abort', () => {
                resolve();
                judge({ accepted: false, lines: [] });
              });
              isAsked();
            }),
        };
        void push(hooks);
      });
      await asked;
      await Promise.all([end(), abandoned]);
    }
  });

  it('give their slot back when a push can not be told, and leave no timer when they stop', async () => {
    await processes.start();
    const hooks: PushHooks = {
      updated: () => {
        throw new Error('no room');
      },
      judge: () => Promise.resolve({ accepted: true, lines: [] }),
    };
    for (const branch of ['one', 'two', 'three']) {
      const run = await push(hooks, branch);
      assert.deepEqual(await run?.ended, { ok: true, problem: '' });
    }
    const last = await push(hooks, 'four');
    await processes.stop();
    await last?.ended;
    assert.equal(time.pending, 0);
  });

  const CALL = {
    service: 'receive-pack',
    repository: 'config',
    phase: 'answer',
    protocol: undefined,
  } as const;

  /** Makes a branch of a commit that is there already: the pack is empty. */
  async function push(hooks: PushHooks, branch = 'main'): Promise<GitRun | undefined> {
    const git = (...args: string[]) =>
      execFileSync('git', ['--git-dir', bare(), ...args], { encoding: 'utf8', input: '' }).trim();
    const who = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org'];
    const commit = git(...who, 'commit-tree', git('mktree'), '-m', 'first');
    const run = await processes.run({ ...CALL, hooks });
    const command = `${NOTHING} ${commit} refs/heads/${branch}\0 report-status`;
    const length = (command.length + 4).toString(16).padStart(4, '0');
    const head = Buffer.from('PACK\0\0\0\u0002\0\0\0\0', 'latin1');
    const pack = Buffer.concat([head, createHash('sha1').update(head).digest()]);
    run?.output.resume();
    run?.input.end(Buffer.concat([Buffer.from(`${length}${command}0000`), pack]));
    return run;
  }
});
