import assert from 'node:assert/strict';
import { access, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Secret } from '@vernal/core';
import { RecordingLogger } from '@vernal/core/testing';
import { RemoteRepository } from '../../../src/adapters/git/remote-repository.ts';
import { commandLines } from '../../command-lines.ts';
import { createGitFixture, type GitFixture } from '../../git-fixture.ts';
import { type GitHostServer, startGitHost } from '../../git-host.ts';
import { repositorySettings } from '../../repository-settings.ts';

const CREDENTIALS = { username: 'git-user', password: new Secret('git-p@ss word') };
const BASIC = `Basic ${Buffer.from('git-user:git-p@ss word').toString('base64')}`;
const SECRETS = /git-p@ss|Z2l0LXVzZX/;

describe('what a remote is told', () => {
  let fixture: GitFixture;
  let host: GitHostServer;
  let repository: RemoteRepository;

  beforeEach(async () => {
    fixture = await createGitFixture();
    await fixture.push({ 'application.yml': 'a: 1\n' });
    host = await startGitHost(fixture.folder);
  });
  afterEach(async () => {
    await repository.stop();
    await host.close();
    await fixture.remove();
  });

  function create(logger = new RecordingLogger()): RemoteRepository {
    const place = { uri: `${host.url}/config.git`, folder: fixture.folder };
    const settings = repositorySettings(place, { logger, timeoutMs: 1_000 });
    const address = { ...settings.address, credentials: CREDENTIALS };
    repository = new RemoteRepository({ ...settings, address });
    return repository;
  }

  /** As Git hosts do; `onKnown` decides whether those who are known get an answer. */
  function askForCredentials(onKnown: () => 'answer' | 'hang'): void {
    host.fault = ({ headers }, response) => {
      if (headers.authorization !== undefined) return onKnown() === 'hang';
      response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end();
      return true;
    };
  }

  it('is the credentials, which stand in no argument, no file and no log', async () => {
    const logger = new RecordingLogger();
    askForCredentials(() => 'answer');
    await create(logger).start();
    assert.notEqual(await repository.commitOf('main'), undefined);
    assert.equal(host.authorizations.at(-1), BASIC);
    const lines = new Promise<string>((resolve) => {
      askForCredentials(() => {
        void commandLines().then(resolve);
        return 'hang';
      });
    });
    const fetching = repository.fetch();
    assert.match(await lines, /fetch/);
    const files = await mirrorFiles();
    await fetching;
    const all = [await lines, ...files, JSON.stringify([logger.lines, repository.status])];
    assert.doesNotMatch(all.join('\n'), SECRETS);
  });

  it('is nothing of the credentials by the host that it leads to', async () => {
    const other = await startGitHost(fixture.folder);
    try {
      const elsewhere = other.url.replace('127.0.0.1', 'localhost');
      host.fault = (request, response) => {
        response.writeHead(302, { location: `${elsewhere}${request.url ?? ''}` }).end();
        return true;
      };
      await create().start();
      assert.ok(other.authorizations.length >= 2);
      assert.deepEqual(new Set(other.authorizations), new Set([undefined]));
    } finally {
      await other.close();
    }
  });

  it('is never a command', async () => {
    const trace = join(fixture.folder, 'trace');
    for (const uri of [`ext::touch ${trace}`, `ext::sh -c touch% ${trace}`]) {
      repository = new RemoteRepository(repositorySettings({ uri, folder: fixture.folder }));
      await repository.start();
      assert.match(repository.status.problem ?? '', /transport 'ext' not allowed/);
      await assert.rejects(access(trace));
      await repository.stop();
    }
  });

  /** What the mirror has on the disk beside objects, which are the remote's. */
  async function mirrorFiles(): Promise<string[]> {
    const mirrors = join(fixture.folder, 'mirrors');
    const entries = await readdir(mirrors, { recursive: true, withFileTypes: true });
    const files = entries.filter((one) => one.isFile() && !one.parentPath.includes('objects'));
    return Promise.all(files.map((one) => readFile(join(one.parentPath, one.name), 'latin1')));
  }
});
