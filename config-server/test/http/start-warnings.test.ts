import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { RecordingLogger } from '@vernal/core/testing';
import request from 'supertest';
import { createGitFixture, type GitFixture } from '../git-fixture.ts';
import { type Settings, startConfigServer } from './start-config-server.ts';

const SERVER = 'spring.cloud.config.server';

describe('a server whose repository is not where the options say', () => {
  let fixture: GitFixture;
  before(async () => {
    fixture = await createGitFixture();
  });
  after(() => fixture.remove());

  /** What it warns of at the start, and what it answers. */
  async function startWith(settings: Settings, path = '/billing/dev') {
    const logger = new RecordingLogger();
    const daemon = await startConfigServer(fixture, settings, logger);
    const { status } = await request(daemon.listener).get(path);
    await daemon.stop();
    const warnings = logger.lines
      .filter(({ level }) => level === 'warn')
      .map(({ message, fields }) => ({ message, ...fields }));
    return { status, warnings };
  }

  it('names option and folder of a local Git repository once, and starts', async () => {
    const folder = join(fixture.folder, 'missing');
    for (const [option, uri] of [
      [`${SERVER}.git.uri`, `file://${folder}`],
      [`${SERVER}.git.uri`, folder],
      [`${SERVER}.git.repos.orders.uri`, folder],
    ] as const) {
      const { status, warnings } = await startWith({ [option]: uri }, '/orders/dev');
      assert.equal(status, 404);
      assert.deepEqual(warnings, [{ message: 'there is no Git repository yet', option, folder }]);
    }
  });

  it('names option and folders of a native backend, and starts', async () => {
    const there = join(fixture.folder, 'there');
    await mkdir(there);
    const { status, warnings } = await startWith({
      'spring.profiles.active': 'native',
      [`${SERVER}.native.search-locations`]: `file:${there},file:${fixture.folder}/missing/{application}`,
    });
    assert.equal(status, 200);
    assert.deepEqual(warnings, [
      {
        message: 'folders are not there yet',
        option: `${SERVER}.native.search-locations`,
        folders: [`${fixture.folder}/missing/`],
      },
    ]);
  });

  it('says nothing of repositories that queries lead to, nor of those that it hosts', async () => {
    const uri = `file://${fixture.folder}/{application}.git`;
    assert.deepEqual((await startWith({ [`${SERVER}.git.uri`]: uri })).warnings, []);
    const hosted = { 'vernal.git.enabled': true, [`${SERVER}.git.uri`]: 'hosted:config' };
    assert.deepEqual((await startWith(hosted)).warnings, []);
  });

  it('names the option whose address has a placeholder for its host, and answers 404 [config 112]', async () => {
    const uri = 'http://{application}:1/config.git';
    const { status, warnings } = await startWith(
      { [`${SERVER}.git.uri`]: uri },
      '/127.0.0.1/default',
    );
    assert.equal(status, 404);
    assert.deepEqual(warnings, [
      {
        message:
          'a placeholder can not stand for the host of a repository: nothing is served from this address',
        option: `${SERVER}.git.uri`,
      },
    ]);
  });
});
