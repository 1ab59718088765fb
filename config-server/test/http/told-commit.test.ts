import assert from 'node:assert/strict';
import type { RunningDaemon } from '@vernal/server-kit';
import request from 'supertest';
import { createGitFixture, type GitFixture } from '../git-fixture.ts';
import { type GitHostServer, startGitHost } from '../git-host.ts';
import { startConfigServer } from './start-config-server.ts';

const GIT = 'spring.cloud.config.server.git';

describe('a request that names the commit its sender was told of', () => {
  let fixture: GitFixture;
  let host: GitHostServer;
  let daemon: RunningDaemon;
  let first: string;

  before(async () => {
    fixture = await createGitFixture();
    first = await fixture.push({ 'orders.yml': 'a: 1\n' });
    host = await startGitHost(fixture.folder);
    const settings = { [`${GIT}.uri`]: `${host.url}/config.git`, [`${GIT}.refresh-rate`]: -1 };
    daemon = await startConfigServer(fixture, settings);
  });
  after(async () => {
    await daemon.stop();
    await host.close();
    await fixture.remove();
  });

  async function versionFor(toldCommit?: string): Promise<string> {
    const asked = request(daemon.listener).get('/orders/dev');
    if (toldCommit !== undefined) asked.set('X-Vernal-Commit', toldCommit);
    return (await asked.expect(200)).body.version;
  }

  it('is answered from memory where that is the one, and else after a fetch', async () => {
    for (let time = 0; time < 2; time++) assert.equal(await versionFor(), first);
    const pushed = await fixture.push({ 'orders.yml': 'a: 2\n' });
    assert.equal(await versionFor(), first, 'nobody asks the remote');
    const checks = host.checks.length;
    assert.equal(await versionFor(first), first);
    assert.equal(host.checks.length, checks);
    assert.equal(await versionFor(pushed), pushed);
    assert.equal(host.checks.length, checks + 1);
    for (const told of [pushed, undefined]) assert.equal(await versionFor(told), pushed);
    assert.equal(host.checks.length, checks + 1);
  });
});
