import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunningDaemon } from '@vernal/server-kit';
import request from 'supertest';
import { createGitFixture, type GitFixture } from '../git-fixture.ts';
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
  });

  it('answers 404 and stays up when the remote was never reached [config 105]', async () => {
    await start({ [`${GIT}.uri`]: 'http://127.0.0.1:1/config.git' });
    await get('/billing/dev').expect(404);
    await get('/billing-dev.yml').expect(404);
    await get('/actuator/health').expect(503);
    await get('/actuator/health/liveness').expect(200);
  });
});
