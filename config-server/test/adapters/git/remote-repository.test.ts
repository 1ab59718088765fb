import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secret } from '@vernal/core';
import { ManualTime, RecordingLogger } from '@vernal/core/testing';
import { RemoteRepository } from '../../../src/adapters/git/remote-repository.ts';
import { parseRepositoryAddress } from '../../../src/adapters/git/repository-address.ts';
import { repositorySettings } from '../../repository-settings.ts';

describe('a remote that can not be reached', () => {
  let host: Server;
  let folder: string;
  let repository: RemoteRepository;
  const authorizations: (string | undefined)[] = [];
  const logger = new RecordingLogger();

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vernal-config-'));
    host = createServer((request, response) => {
      const { authorization } = request.headers;
      authorizations.push(authorization);
      const isAsked = authorization === undefined;
      response.writeHead(isAsked ? 401 : 503, { 'www-authenticate': 'Basic realm="git"' }).end();
    });
    await once(host.listen(0, '127.0.0.1'), 'listening');
    const { port } = host.address() as AddressInfo;
    const settings = repositorySettings({ uri: `http://127.0.0.1:${port}/config.git`, folder });
    const credentials = { username: 'git-user', password: new Secret('git-pass') };
    repository = new RemoteRepository({
      ...settings,
      address: { ...settings.address, credentials },
      logger,
    });
    await repository.start();
  });
  after(async () => {
    await repository.stop();
    host.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('does not keep the server from starting, and is told in status and log', async () => {
    assert.equal(repository.status.available, false);
    assert.match(repository.status.problem ?? '', /git fetch failed/);
    assert.equal(logger.lines.filter(({ level }) => level === 'warn').length, 1);
    assert.equal(await repository.commitOf('main'), undefined);
  });

  it('is sent the credentials when it asks for them, which stand in no log and no status', () => {
    const basic = `Basic ${Buffer.from('git-user:git-pass').toString('base64')}`;
    assert.equal(authorizations.at(-1), basic);
    const said = JSON.stringify([logger.lines, repository.status]);
    assert.doesNotMatch(said, /git-pass|Z2l0LXVzZXI/);
  });
});

describe('a remote that does not answer', () => {
  it('keeps one request waiting, not each of those that follow', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'vernal-config-'));
    const host = createServer();
    await once(host.listen(0, '127.0.0.1'), 'listening');
    const { port } = host.address() as AddressInfo;
    const time = new ManualTime();
    const place = { uri: `http://127.0.0.1:${port}/config.git`, folder };
    const settings = repositorySettings(place, { clock: time, timers: time });
    const repository = new RemoteRepository(settings);
    const asked = once(host, 'request');
    const starting = repository.start();
    await asked;
    await time.advance(5_000);
    await starting;
    assert.notEqual(repository.stamp(), undefined);
    await time.advance(5_000);
    assert.equal(repository.stamp(), undefined);
    await repository.stop();
    host.closeAllConnections();
    host.close();
    await rm(folder, { recursive: true, force: true });
  });
});

describe('parseRepositoryAddress', () => {
  it('takes credentials out of the URI', () => {
    const address = parseRepositoryAddress('https://user:p%40ss@git.example.org/config.git/');
    assert.equal(address.uri, 'https://git.example.org/config.git');
    assert.equal(address.credentials?.username, 'user');
    assert.equal(address.credentials.password.reveal(), 'p@ss');
  });

  it('knows what is on this machine', () => {
    assert.equal(parseRepositoryAddress('file:///srv/config').path, '/srv/config');
    assert.equal(parseRepositoryAddress('/srv/config/').path, '/srv/config');
    assert.equal(parseRepositoryAddress('git@example.org:config.git').path, undefined);
  });
});
