import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, readFile, rename, rmdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { endProcess, RecordingLogger } from '@vernal/core/testing';
import type { RunningDaemon } from '@vernal/server-kit';
import request from 'supertest';
import { createGitFixture, type GitFixture } from '../git-fixture.ts';
import { startConfigServer } from './start-config-server.ts';

/** Files may grow to a few blocks; a write beyond them is cut short, as on a full disk. */
const LIMITED = `trap '' XFSZ; ulimit -f 2; exec "$@"`;

describe('a decision of an operator that the disk has no room for', () => {
  let fixture: GitFixture;
  let first: string;
  let second: string;

  before(async () => {
    fixture = await createGitFixture();
    first = await fixture.push({ 'billing.yml': 'rate: 1\n' });
    second = await fixture.push({ 'billing.yml': 'rate: 2\n' });
  });
  after(() => fixture.remove());

  const pinsFile = () => join(fixture.folder, 'data', 'config', 'pins.db');
  const send = (url: string, command: string, body: object = {}) =>
    request(url).post(`/actuator/vernal/${command}/billing`).send(body);
  const versionAt = async (url: string) =>
    (await request(url).get('/billing/dev').expect(200)).body.version;
  const pinsAt = async (url: string) =>
    (await request(url).get('/actuator/vernal/pins').expect(200)).body;

  it('is answered 507 with a code, and has changed nothing, also after a restart', async () => {
    const logger = new RecordingLogger();
    let daemon: RunningDaemon = await startConfigServer(fixture, {}, logger);
    const aside = `${pinsFile()}.aside`;
    await rename(pinsFile(), aside);
    await mkdir(pinsFile());
    for (const [command, body] of [
      ['pin', { commit: first }],
      ['hold', {}],
      ['rollback', {}],
    ] as const) {
      const { headers, body: answer } = await send(daemon.url, command, body).expect(507);
      const problem = String(headers['x-vernal-problem']);
      assert.match(
        problem,
        /^CONFIG_STORE_UNUSABLE: nothing was changed: .*pins\.db can't be used/,
      );
      assert.equal(answer.error, 'Insufficient Storage');
    }
    assert.deepEqual(await pinsAt(daemon.url), []);
    assert.equal(await versionAt(daemon.url), second);
    const audited = logger.lines.filter(({ fields }) => fields['event.outcome'] === 'failure');
    assert.deepEqual(
      audited.map(({ fields }) => fields['event.action']),
      ['pin', 'hold', 'rollback'],
    );
    await rmdir(pinsFile());
    await rename(aside, pinsFile());
    await daemon.stop();
    daemon = await startConfigServer(fixture);
    assert.deepEqual(await pinsAt(daemon.url), []);
    await send(daemon.url, 'pin', { commit: first }).expect(200);
    assert.equal(await versionAt(daemon.url), first);
    await send(daemon.url, 'release').expect(200);
    await daemon.stop();
  });

  it('leaves the decisions before it in force, and on the disk, where it was cut short', async () => {
    const { child, url } = await startLimited();
    const reason = 'x'.repeat(100);
    const answers: number[] = [];
    for (let turn = 0; turn < 30 && !answers.includes(507); turn += 1) {
      const commit = turn % 2 === 0 ? first : second;
      answers.push((await send(url, 'pin', { commit, reason })).status);
    }
    assert.equal(answers.at(-1), 507);
    const pins = await pinsAt(url);
    const kept = await readFile(join(fixture.folder, 'limited', 'config', 'pins.db'), 'utf8');
    assert.match(kept, /\n$/);
    await endProcess(child);
    const settings = { 'vernal.data-dir': join(fixture.folder, 'limited') };
    const daemon = await startConfigServer(fixture, settings);
    assert.deepEqual(await pinsAt(daemon.url), pins);
    await daemon.stop();
  });

  /** A server of its own process, none of whose files can grow. */
  async function startLimited(): Promise<{ readonly child: ChildProcess; readonly url: string }> {
    const main = join(import.meta.dirname, `../../src/main${extname(import.meta.filename)}`);
    const options = {
      'server.port': 0,
      'vernal.data-dir': join(fixture.folder, 'limited'),
      'spring.cloud.config.server.git.uri': fixture.uri,
    };
    const flags = Object.entries(options).map(([name, value]) => `--${name}=${value}`);
    const command = [process.execPath, ...process.execArgv, main, ...flags];
    const env = { ...process.env, TSX_DISABLE_CACHE: '1' };
    const child = spawn('sh', ['-c', LIMITED, 'sh', ...command], { env });
    let said = '';
    for await (const text of child.stdout) {
      said += String(text);
      const [, url] = /is ready at (http:\S+?)["\s]/.exec(said) ?? [];
      if (url !== undefined) return { child, url };
    }
    throw new Error(`it did not start: ${said}`);
  }
});
