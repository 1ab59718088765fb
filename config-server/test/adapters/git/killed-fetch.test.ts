import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { seededRandom } from '@vernal/core/testing';
import { RemoteRepository } from '../../../src/adapters/git/remote-repository.ts';
import { createGitFixture, type GitFixture } from '../../git-fixture.ts';
import { type GitHostServer, startGitHost } from '../../git-host.ts';
import { repositorySettings } from '../../repository-settings.ts';

/** `.ci/run` asks for 100. */
const ROUNDS = Number(process.env['VERNAL_FAULT_ROUNDS'] ?? 3);
const FILES = Array.from({ length: 30 }, (_, n) => `service-${n}.yml`);
/** From its first request on a fetch takes about so long. */
const FETCH_MS = 80;
const UNREADABLE = 503;

describe('a server that is killed while it fetches', () => {
  const random = seededRandom(5);
  let fixture: GitFixture;
  let host: GitHostServer;

  before(async () => {
    fixture = await createGitFixture();
    host = await startGitHost(fixture.folder);
  });
  after(async () => {
    await host.close();
    await fixture.remove();
  });

  const place = () => ({ uri: `${host.url}/config.git`, folder: fixture.folder });
  const open = async () => {
    const repository = new RemoteRepository(repositorySettings(place()));
    await repository.start();
    return repository;
  };

  /** Every file of a round says its number. */
  const push = (round: number) =>
    fixture.push(Object.fromEntries(FILES.map((name) => [name, `round: ${round}\n`])));

  async function fetcher(): Promise<ChildProcess> {
    const main = join(import.meta.dirname, `sample-main${extname(import.meta.filename)}`);
    const child = fork(main, [place().uri, place().folder], { silent: true, detached: true });
    await once(child, 'message');
    return child;
  }

  /** Alone, so that its Git goes on for a while, or with its Git. */
  async function killWhileFetching(child: ChildProcess, whom: 'alone' | 'with its Git') {
    const exit = once(child, 'exit');
    const asked = new Promise<void>((resolve) => {
      host.fault = () => {
        resolve();
        return false;
      };
    });
    child.send('go');
    await asked;
    await delay(random.below(FETCH_MS));
    const { pid = 0 } = child;
    process.kill(whom === 'alone' ? pid : -pid, 'SIGKILL');
    await exit;
  }

  /** The round of the commit that a server serves whose remote is away. */
  async function servedRound(commits: readonly string[]): Promise<number> {
    host.fault = (_request, response) => {
      response.writeHead(UNREADABLE).end();
      return true;
    };
    const repository = await open();
    try {
      const commit = (await repository.commitOf('main')) ?? '';
      const files = await repository.files(commit);
      const contents = await Promise.all([...files.values()].map((id) => repository.read(id)));
      const texts = new Set(contents.map((bytes) => Buffer.from(bytes).toString()));
      const round = commits.indexOf(commit);
      assert.equal(files.size, FILES.length);
      assert.deepEqual([...texts], [`round: ${round}\n`]);
      return round;
    } finally {
      await repository.stop();
      host.fault = undefined;
    }
  }

  it(`leaves a mirror that serves a complete commit, ${ROUNDS} times`, async function () {
    this.timeout(10_000 + ROUNDS * 2_000);
    const commits = [await push(0)];
    await (await open()).stop();
    let served = 0;
    let cutShort = 0;
    for (let round = 1; round <= ROUNDS; round++) {
      const [child, commit] = await Promise.all([fetcher(), push(round)]);
      commits.push(commit);
      await killWhileFetching(child, round % 2 === 0 ? 'alone' : 'with its Git');
      const now = await servedRound(commits);
      assert.ok(now >= served, `round ${now} after ${served}`);
      if (now < round) cutShort += 1;
      served = now;
    }
    const repository = await open();
    await repository.refresh();
    assert.equal(await repository.commitOf('main'), commits.at(-1));
    await repository.stop();
    const names = await readdir(join(fixture.folder, 'mirrors'), { recursive: true });
    assert.deepEqual(
      names.filter((name) => /\.lock$|objects\/.*tmp_/.test(name)),
      [],
    );
    if (this.test !== undefined) this.test.title += ` (${cutShort} of the fetches were cut short)`;
  });
});
