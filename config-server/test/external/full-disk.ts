import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { RecordingLogger } from '@vernal/core/testing';
import type { RunningDaemon } from '@vernal/server-kit';
import request from 'supertest';
import { createGitFixture, type GitFixture } from '../git-fixture.ts';
import { type GitHostServer, startGitHost } from '../git-host.ts';
import { type Settings, startConfigServer } from '../http/start-config-server.ts';
import { servedBy } from './served.ts';
import { mountSmallDisk, type SmallDisk } from './small-disk.ts';

const GIT = 'spring.cloud.config.server.git';
/** A busy machine takes its time for a fetch. */
const PATIENCE_S = 15;
const LONGEST_REASON = 'r'.repeat(500);
/** More pins than fit into the last block of a file. */
const MANY_PINS = 20;
const MAX_WAIT_MS = 15_000;

/** A config server whose data folder is on a file system that has no room left. The suite must be allowed to mount one. */
describe('a config server whose disk is full', function () {
  this.timeout(30_000);
  let disk: SmallDisk;
  let fixture: GitFixture;
  let host: GitHostServer;
  let daemon: RunningDaemon | undefined;
  let logger: RecordingLogger;
  let first: string;

  beforeEach(async () => {
    daemon = undefined;
    disk = await mountSmallDisk();
    fixture = await createGitFixture();
    first = await fixture.push({ 'application.yml': 'a: 1\n' });
    host = await startGitHost(fixture.folder);
  });
  afterEach(async () => {
    await daemon?.stop();
    await host.close();
    await fixture.remove();
    await disk.close();
  });

  async function start(settings: Settings): Promise<void> {
    logger = new RecordingLogger();
    const all = {
      'vernal.data-dir': join(disk.folder, 'data'),
      'management.endpoint.health.show-details': 'always',
      [`${GIT}.timeout`]: PATIENCE_S,
      ...settings,
    };
    daemon = await startConfigServer(fixture, all, logger);
  }

  function running(): RunningDaemon {
    assert.ok(daemon !== undefined);
    return daemon;
  }

  const served = () => servedBy(running());
  const fromRemote = () => start({ [`${GIT}.uri`]: `${host.url}/config.git` });
  const hosting = () => start({ 'vernal.git.enabled': true, [`${GIT}.uri`]: 'hosted:config' });

  /** So many objects that Git stores them as the pack that came, or so few that it unpacks them. */
  const pushLarge = (files: 200 | 1) => {
    const names = Array.from(
      { length: files },
      (_, n) => [`${n}.bin`, randomBytes(2_000)] as const,
    );
    const large = { 'application.yml': 'a: 2\n', 'large.bin': randomBytes(300_000) };
    return fixture.push({ ...large, ...Object.fromEntries(names) });
  };

  const statusOf = async (path: string) => (await request(running().listener).get(path)).status;

  /** A remote that could not be fetched from several times is asked, but not waited for. */
  async function untilServed(commit: string): Promise<void> {
    const deadline = performance.now() + MAX_WAIT_MS;
    while ((await served()).version !== commit) {
      assert.ok(performance.now() < deadline, 'the new commit is never served');
      await delay(50);
    }
  }

  async function pinned(): Promise<readonly { readonly commits: readonly string[] }[]> {
    return (await request(running().listener).get('/actuator/vernal/pins')).body;
  }

  for (const files of [1, 200] as const) {
    it(`serves the last commit when the next one has ${files} more files, to new applications, too, and follows when there is room`, async () => {
      await fromRemote();
      assert.equal((await served()).version, first);
      const second = await pushLarge(files);
      await disk.fill();
      const { version, problem } = await served();
      assert.equal(version, first);
      assert.match(problem ?? '', /No space left on device/);
      for (let n = 0; n < 50; n++) assert.equal(await statusOf(`/new-${n}/default`), 200);
      const lines = JSON.stringify(logger.lines);
      assert.match(lines, /config keys can not be written/);
      assert.doesNotMatch(lines, /damaged|request failed/);
      await disk.makeRoom();
      await untilServed(second);
      assert.deepEqual(await served(), { status: 200, version: second });
    });
  }

  it('serves after a restart, too', async () => {
    await fromRemote();
    assert.equal((await served()).version, first);
    await disk.fill();
    await running().stop();
    const second = await pushLarge(1);
    await fromRemote();
    assert.equal((await served()).version, first);
    await disk.makeRoom();
    await untilServed(second);
  });

  it('refuses a pin that it could not remember, and keeps those that it has', async () => {
    await fromRemote();
    await served();
    await disk.fill();
    let accepted = 0;
    let refused: request.Response | undefined;
    for (; refused === undefined && accepted < MANY_PINS; ) {
      const answer = await request(running().listener)
        .post(`/actuator/vernal/pin/app-${accepted}`)
        .send({ commit: first, reason: LONGEST_REASON });
      if (answer.status === 200) accepted += 1;
      else refused = answer;
    }
    assert.equal(refused?.status, 507);
    assert.equal((await pinned()).length, accepted);
    await running().stop();
    await fromRemote();
    assert.equal((await pinned()).length, accepted);
    await disk.makeRoom();
    const again = await request(running().listener)
      .post(`/actuator/vernal/pin/app-${accepted}`)
      .send({ commit: first });
    assert.equal(again.status, 200);
    assert.equal((await pinned()).length, accepted + 1);
  });

  it('refuses a push and says why, serves on, and accepts it when there is room', async () => {
    await hosting();
    const url = `${running().url}/git/config.git`;
    await fixture.git('push', '-q', url, 'main');
    assert.equal((await served()).version, first);
    await disk.fill();
    const second = await pushLarge(1);
    const refusal = await fixture.git('push', url, 'main').catch((error: Error) => error.message);
    assert.match(refusal, /No space left on device/);
    assert.match(refusal, /\[remote rejected\] main -> main/);
    assert.equal((await served()).version, first);
    await disk.makeRoom();
    await fixture.git('push', '-q', url, 'main');
    assert.equal((await served()).version, second);
  });
});
