import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { seededRandom } from '@vernal/core/testing';
import { type DaemonProcess, startDaemonProcess } from '../daemon-process.ts';
import { createGitFixture, type GitFixture } from '../git-fixture.ts';
import { type GitHostServer, startGitHost } from '../git-host.ts';

const run = promisify(execFile);
/** `.ci/run` asks for 100. */
const ROUNDS = Number(process.env['VERNAL_FAULT_ROUNDS'] ?? 2);
const ROUND_LIMIT_MS = 15_000;
const SERVICES = Array.from({ length: 20 }, (_, n) => `service-${n}`);
/** From its first request on a fetch takes about so long. */
const FETCH_MS = 80;
const UNREADABLE = 503;

describe('a daemon that is killed with -9 while it fetches', () => {
  const random = seededRandom(5);
  let fixture: GitFixture;
  let host: GitHostServer;
  let daemon: DaemonProcess | undefined;

  before(async () => {
    fixture = await createGitFixture();
    host = await startGitHost(fixture.folder);
  });
  after(async () => {
    await daemon?.kill('with its Git');
    await host.close();
    await fixture.remove();
  });

  async function start(): Promise<void> {
    daemon = await startDaemonProcess({
      'vernal.data-dir': join(fixture.folder, 'data'),
      'spring.cloud.config.server.git.uri': `${host.url}/config.git`,
    });
  }
  const mirrors = () => join(fixture.folder, 'data', 'config', 'mirrors');

  /** Every file of a round says its number. */
  const push = (round: number) =>
    fixture.push(Object.fromEntries(SERVICES.map((name) => [`${name}.yml`, `round: ${round}\n`])));

  const ask = (service: string) => fetch(`${daemon?.url}/${service}/default`);

  async function environmentOf(service: string) {
    const response = await ask(service);
    assert.equal(response.status, 200);
    const body: unknown = await response.json();
    return body as {
      readonly version: string;
      readonly propertySources: readonly { readonly source: object }[];
    };
  }

  async function killWhileFetching(whom: 'alone' | 'with its Git'): Promise<void> {
    const asked = new Promise<void>((resolve) => {
      host.fault = () => {
        resolve();
        return false;
      };
    });
    const answer = ask('service-0').catch(() => undefined);
    await asked;
    await delay(random.below(FETCH_MS));
    await daemon?.kill(whom);
    await answer;
  }

  /** The round of the commit that the daemon serves, whose remote is away. */
  async function servedRound(commits: readonly string[]): Promise<number> {
    const served = await Promise.all(SERVICES.map(environmentOf));
    const [commit = ''] = new Set(served.map(({ version }) => version));
    const round = commits.indexOf(commit);
    for (const { version, propertySources } of served) {
      assert.equal(version, commit);
      assert.deepEqual(
        propertySources.map(({ source }) => source),
        [{ round }],
      );
    }
    return round;
  }

  async function mustBeWhole(): Promise<void> {
    const [mirror = ''] = await readdir(mirrors());
    await run('git', ['fsck', '--full', '--strict'], { cwd: join(mirrors(), mirror) });
  }

  it(`serves a complete commit when it is started again, ${ROUNDS} times`, async function () {
    this.timeout(10_000 + ROUNDS * ROUND_LIMIT_MS);
    const commits = [await push(0)];
    await start();
    await environmentOf('service-0');
    let served = 0;
    let cutShort = 0;
    for (let round = 1; round <= ROUNDS; round++) {
      commits.push(await push(round));
      await killWhileFetching(round % 2 === 0 ? 'alone' : 'with its Git');
      host.fault = (_request, response) => {
        response.writeHead(UNREADABLE).end();
        return true;
      };
      await start();
      const now = await servedRound(commits);
      assert.ok(now >= served, `round ${now} after ${served}`);
      await mustBeWhole();
      if (now < round) cutShort += 1;
      served = now;
    }
    host.fault = undefined;
    assert.equal((await environmentOf('service-0')).version, commits.at(-1));
    await daemon?.kill('with its Git');
    const names = await readdir(mirrors(), { recursive: true });
    assert.deepEqual(
      names.filter((name) => /\.lock$|objects\/.*tmp_/.test(name)),
      [],
    );
    if (this.test !== undefined) this.test.title += ` (${cutShort} of the fetches were cut short)`;
  });
});
