import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunningDaemon } from '@vernal/server-kit';
import request from 'supertest';
import { createGitFixture, type GitFixture } from '../git-fixture.ts';
import { startGitHost } from '../git-host.ts';
import { type Settings, startConfigServer } from './start-config-server.ts';

const GIT = 'spring.cloud.config.server.git';

describe('a config server on Git', () => {
  let fixture: GitFixture;
  let daemon: RunningDaemon | undefined;
  beforeEach(async () => {
    fixture = await createGitFixture();
  });
  afterEach(async () => {
    await daemon?.stop();
    daemon = undefined;
    await fixture.remove();
  });

  async function start(settings: Settings): Promise<void> {
    daemon = await startConfigServer(fixture, settings);
  }

  const get = (path: string) => {
    assert.ok(daemon);
    return request(daemon.listener).get(path);
  };

  it('answers each of many requests at once from its own commit [config 113]', async () => {
    const labels = ['main', 'b1', 'b2', 'b3', 'b4'];
    const commits = new Map<string, string>();
    for (const label of labels) {
      commits.set(label, await fixture.push({ 'application.yml': `branch: ${label}\n` }, label));
    }
    await start({ [`${GIT}.uri`]: fixture.uri });
    const asked = Array.from({ length: 50 }, (_, index) => labels[index % labels.length] ?? '');
    const answers = await Promise.all(
      asked.map((label, index) => get(`/app${index}/dev/${label}`).expect(200)),
    );
    for (const [index, { text }] of answers.entries()) {
      const label = asked[index] ?? '';
      assert.match(text, new RegExp(`"version":"${commits.get(label)}"`));
      assert.match(text, new RegExp(`"branch":"${label}"`));
    }
  });

  it('is not kept from answering by a lock that a dead Git left [config 114]', async () => {
    const commit = await fixture.push({ 'application.yml': 'a: 1\n' });
    await writeFile(join(fixture.folder, 'clone', '.git', 'index.lock'), '');
    await start({ [`${GIT}.uri`]: `file://${fixture.folder}/clone` });
    const { text } = await get('/billing/dev').expect(200);
    assert.match(text, new RegExp(commit));
  });

  it('reads master where there is no main, unless told not to [config 110]', async () => {
    await fixture.push({ 'application.yml': 'a: 1\n' }, 'master');
    await start({ [`${GIT}.uri`]: fixture.uri });
    await get('/billing/dev').expect(200);
    await daemon?.stop();
    await start({ [`${GIT}.uri`]: fixture.uri, [`${GIT}.try-master-branch`]: false });
    await get('/billing/dev').expect(404);
    await get('/billing/dev/master').expect(200);
    await daemon?.stop();
    const main = await fixture.push({ 'application.yml': 'a: 2\n' }, 'main');
    await start({ [`${GIT}.uri`]: fixture.uri });
    const { body } = await get('/billing/dev').expect(200);
    assert.equal(body.version, main);
  });

  it('answers 404 and stays up when the remote was never reached [config 105]', async () => {
    await start({ [`${GIT}.uri`]: 'http://127.0.0.1:1/config.git' });
    await get('/billing/dev').expect(404);
    await get('/billing-dev.yml').expect(404);
    await get('/actuator/health').expect(503);
    await get('/actuator/health/liveness').expect(200);
  });

  it('does not start on a data folder, or a folder of mirrors, that another one works on', async () => {
    await fixture.push({ 'application.yml': 'a: 1\n' });
    const basedir = join(fixture.folder, 'mirrors');
    await start({ [`${GIT}.basedir`]: basedir });
    await assert.rejects(startConfigServer(fixture), { code: 'DATA_FOLDER_IN_USE' });
    const elsewhere = join(fixture.folder, 'elsewhere');
    const second = { 'vernal.data-dir': elsewhere, [`${GIT}.basedir`]: basedir };
    await assert.rejects(startConfigServer(fixture, second), { code: 'DATA_FOLDER_IN_USE' });
    await get('/billing/dev').expect(200);
    await daemon?.stop();
    await start(second);
    await get('/billing/dev').expect(200);
  });

  it('says in health since when a remote is down whose mirror it serves [config 104]', async () => {
    await fixture.push({ 'application.yml': 'a: 1\n' });
    const host = await startGitHost(fixture.folder);
    const settings = {
      [`${GIT}.uri`]: `${host.url}/config.git`,
      'management.endpoint.health.show-details': 'always',
    };
    await start(settings);
    await daemon?.stop();
    await host.close();
    await start(settings);
    const { text } = await get('/billing/dev').expect(200);
    assert.match(text, /"a":1/);
    const health = await get('/actuator/health').expect(200);
    const { details } = health.body.components.configRepository;
    assert.match(details.problem, /git fetch failed/);
    assert.ok(Date.parse(details.checkedAt) < Date.parse(details.problemSince));
  });

  it('offers no history where only the newest commits are mirrored', async () => {
    await fixture.push({ 'application.yml': 'a: 1\n' });
    const commit = await fixture.push({ 'application.yml': 'a: 2\n' });
    const host = await startGitHost(fixture.folder);
    await start({ [`${GIT}.uri`]: `${host.url}/config.git`, 'vernal.config.history-depth': 1 });
    const { text } = await get('/billing/dev').expect(200);
    assert.match(text, new RegExp(commit));
    const history = await get('/actuator/vernal/history/billing/dev').expect(404);
    assert.match(history.headers['x-vernal-problem'] ?? '', /vernal.config.history-depth/);
    await host.close();
  });
});
