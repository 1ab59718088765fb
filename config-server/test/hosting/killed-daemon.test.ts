import assert from 'node:assert/strict';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { seededRandom } from '@vernal/core/testing';
import { type DaemonProcess, startDaemonProcess } from '../daemon-process.ts';
import { type HostingRig, startHostingOf } from './hosting-rig.ts';

/** `.ci/run` asks for 100. */
const ROUNDS = Number(process.env['VERNAL_FAULT_ROUNDS'] ?? 1);
const ROUND_LIMIT_MS = 15_000;
/** From its start on a push takes about so long. */
const PUSH_MS = 100;
const BARE = 'data/config/git/config.git';

describe('a daemon that is killed with -9 during pushes', () => {
  const random = seededRandom(7);
  let rig: HostingRig;
  let daemon: DaemonProcess | undefined;

  before(async () => {
    rig = await startHostingOf({ 'application.yml': 'round: none\n' });
    await rig.daemon.stop();
  });
  after(async () => {
    await daemon?.kill('with its Git');
    await rig.stop();
  });

  async function startDaemon(): Promise<DaemonProcess> {
    daemon = await startDaemonProcess({
      'vernal.data-dir': join(rig.folder, 'data'),
      'vernal.git.enabled': true,
      'spring.cloud.config.server.git.uri': 'hosted:config',
    });
    return daemon;
  }

  const repositoryAt = (url: string) => `${url}/git/config.git`;

  const head = async () => (await rig.git(BARE, 'rev-parse', 'main')).output;

  it('keeps its repository complete: a push is in it as a whole or not at all', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const { url, kill } = await startDaemon();
      const before = await head();
      const commit = await rig.commit('clone', { 'application.yml': `round: ${round}\n` });
      const pushed = rig.git('clone', 'push', repositoryAt(url), 'HEAD:main');
      await sleep(random.below(PUSH_MS));
      await kill(random.below(2) === 0 ? 'alone' : 'with its Git');
      const { code } = await pushed;
      const after = await head();
      assert.ok(after === commit || (after === before && code !== 0), `round ${round}: ${after}`);
      const { code: broken, errors } = await rig.git(BARE, 'fsck', '--full', '--strict');
      assert.equal(broken, 0, `round ${round}: ${errors}`);
    }
    const { url, kill } = await startDaemon();
    const { code, errors } = await rig.git('clone', 'push', repositoryAt(url), 'HEAD:main');
    await kill('with its Git');
    assert.equal(code, 0, errors);
    assert.equal(await head(), (await rig.git('clone', 'rev-parse', 'HEAD')).output);
  }).timeout(ROUNDS * ROUND_LIMIT_MS);
});
