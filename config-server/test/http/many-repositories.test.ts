import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { RunningDaemon } from '@vernal/server-kit';
import request from 'supertest';
import { createGitFixture, type GitFixture } from '../git-fixture.ts';
import { type GitHostServer, startGitHost } from '../git-host.ts';
import { type Settings, startConfigServer } from './start-config-server.ts';

/** `.ci/run` asks for 300. */
const REPOSITORIES = Number(process.env['VERNAL_FAULT_REPOSITORIES'] ?? 12);
const READERS = Math.ceil(REPOSITORIES / 6);
const AT_ONCE = 4;
const MAX_BYTES_EACH = 500_000;
const FIXED_BYTES = 50_000_000;

/** So long a request waits in line: until the last repository is fetched. */
const TIMEOUT_SECONDS = 120;

const GIT = 'spring.cloud.config.server.git';
const names = Array.from({ length: REPOSITORIES }, (_, n) => `app${n}`);

/** The processes that this one has for reading objects. */
async function readers(): Promise<number> {
  const list = await promisify(execFile)('ps', ['-o', 'args=', '--ppid', String(process.pid)]);
  return list.stdout.split('\n').filter((line) => line.includes('cat-file')).length;
}

describe('a config server on many repositories', () => {
  let fixture: GitFixture;
  let host: GitHostServer;
  let daemon: RunningDaemon;

  before(async () => {
    fixture = await createGitFixture();
    await fixture.push({ 'application.yml': 'a: 1\n' });
    const bare = join(fixture.folder, 'config.git');
    const options = { recursive: true };
    for (const name of names) await cp(bare, join(fixture.folder, `${name}.git`), options);
    host = await startGitHost(fixture.folder);
  });
  after(async () => {
    await host.close();
    await fixture.remove();
  });
  afterEach(() => daemon.stop());

  const start = async (settings: Settings) => {
    daemon = await startConfigServer(fixture, {
      'vernal.config.max-readers': READERS,
      'vernal.config.checks-per-host': AT_ONCE,
      [`${GIT}.timeout`]: TIMEOUT_SECONDS,
      ...settings,
    });
  };

  async function askForAll(): Promise<void> {
    await Promise.all(
      names.map((name) => request(daemon.listener).get(`/${name}/dev`).expect(200)),
    );
  }

  async function growthOf(run: () => Promise<void>): Promise<number> {
    const before = process.memoryUsage().rss;
    await run();
    return process.memoryUsage().rss - before;
  }

  it(`fetches ${REPOSITORIES} of one host once each, few at a time, and reads them with few processes`, async function () {
    this.timeout(10_000 + REPOSITORIES * 500);
    await start({ [`${GIT}.uri`]: `${host.url}/{application}.git`, [`${GIT}.refresh-rate`]: -1 });
    const bytes = await growthOf(askForAll);
    assert.deepEqual(host.checks.toSorted(), names.map((name) => `/${name}.git/info/refs`).sort());
    assert.ok(host.mostAtOnce() <= AT_ONCE, `${host.mostAtOnce()} at once`);
    const processes = await readers();
    assert.ok(processes <= READERS, `${processes} readers`);
    assert.ok(bytes < FIXED_BYTES + REPOSITORIES * MAX_BYTES_EACH, `${bytes} bytes more`);
    const figures = `${processes} readers, ${Math.round(bytes / 2 ** 20)} MB more`;
    if (this.test !== undefined) this.test.title += ` (${figures})`;
  });

  it(`reads ${REPOSITORIES} on this machine with few processes`, async function () {
    this.timeout(10_000 + REPOSITORIES * 200);
    await start({ [`${GIT}.uri`]: `file://${fixture.folder}/{application}.git` });
    const bytes = await growthOf(askForAll);
    const processes = await readers();
    assert.ok(processes <= READERS, `${processes} readers`);
    assert.ok(bytes < FIXED_BYTES + REPOSITORIES * MAX_BYTES_EACH, `${bytes} bytes more`);
    const figures = `${processes} readers, ${Math.round(bytes / 2 ** 20)} MB more`;
    if (this.test !== undefined) this.test.title += ` (${figures})`;
  });
});
