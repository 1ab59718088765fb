import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { extname, join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { seededRandom } from '@vernal/core/testing';
import { type HostingRig, startHosting } from './hosting-rig.ts';

/** `.ci/run` asks for 100. */
const ROUNDS = Number(process.env['VERNAL_FAULT_ROUNDS'] ?? 1);
const ROUND_LIMIT_MS = 15_000;
/** From its start on a push takes about so long. */
const PUSH_MS = 100;
const MAIN = join(import.meta.dirname, '../../src', `main${extname(import.meta.filename)}`);
const BARE = 'data/config/git/config.git';

describe('a daemon that is killed with -9 during pushes', () => {
  const random = seededRandom(7);
  let rig: HostingRig;
  let daemon: ChildProcess;

  before(async () => {
    rig = await startHosting();
    await rig.clone('clone');
    await rig.commit('clone', { 'application.yml': 'round: none\n' });
    await rig.git('clone', 'push', '-q', 'origin', 'main');
    await rig.daemon.stop();
  });
  after(() => rig.stop());

  /** Resolves to the address of the repository, once it can be pushed to. */
  async function startDaemon(): Promise<string> {
    const args = [
      '--server.port=0',
      `--vernal.data-dir=${join(rig.folder, 'data')}`,
      '--vernal.git.enabled=true',
      '--spring.cloud.config.server.git.uri=hosted:config',
    ];
    // Below VERNAL_ the daemon knows options only.
    const others = Object.entries(process.env).filter(([name]) => !name.startsWith('VERNAL_'));
    const env = Object.fromEntries(others);
    daemon = fork(MAIN, args, { silent: true, detached: true, env });
    const errors = text(daemon.stderr ?? Readable.from([]));
    for await (const chunk of daemon.stdout ?? []) {
      const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(String(chunk)) ?? [];
      if (url !== undefined) return `${url}/git/config.git`;
    }
    throw new Error(`the daemon has ended: ${await errors}`);
  }

  /** Alone, so that its Git goes on for a while, or with its Git. */
  async function kill(whom: 'alone' | 'with its Git'): Promise<void> {
    const exit = once(daemon, 'exit');
    const { pid = 0 } = daemon;
    process.kill(whom === 'alone' ? pid : -pid, 'SIGKILL');
    await exit;
  }

  const head = async () => (await rig.git(BARE, 'rev-parse', 'main')).output;

  it('keeps its repository complete: a push is in it as a whole or not at all', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const url = await startDaemon();
      const before = await head();
      const commit = await rig.commit('clone', { 'application.yml': `round: ${round}\n` });
      const pushed = rig.git('clone', 'push', url, 'HEAD:main');
      await sleep(random.below(PUSH_MS));
      await kill(random.below(2) === 0 ? 'alone' : 'with its Git');
      const { code } = await pushed;
      const after = await head();
      assert.ok(after === commit || (after === before && code !== 0), `round ${round}: ${after}`);
      const { code: broken, errors } = await rig.git(BARE, 'fsck', '--full', '--strict');
      assert.equal(broken, 0, `round ${round}: ${errors}`);
    }
    const url = await startDaemon();
    const { code, errors } = await rig.git('clone', 'push', url, 'HEAD:main');
    await kill('with its Git');
    assert.equal(code, 0, errors);
    assert.equal(await head(), (await rig.git('clone', 'rev-parse', 'HEAD')).output);
  }).timeout(ROUNDS * ROUND_LIMIT_MS);
});
