import type { RunningDaemon } from '@vernal/server-kit';
import request from 'supertest';
import { createGitFixture, type GitFixture } from '../git-fixture.ts';
import { startConfigServer } from './start-config-server.ts';

describe('an environment as one file', () => {
  let fixture: GitFixture;
  let daemon: RunningDaemon;

  before(async () => {
    fixture = await createGitFixture();
    await fixture.push({ 'application-dev.yml': 'note: dev\n' });
    daemon = await startConfigServer(fixture);
  });
  after(async () => {
    await daemon.stop();
    await fixture.remove();
  });

  const get = (path: string) => request(daemon.listener).get(path);

  it('has its placeholders filled in or not; there is no third way', async () => {
    for (const wish of ['true', 'on', 'yes', '1', '', 'false', 'OFF', 'no', '0']) {
      await get(`/billing-dev.yml?resolvePlaceholders=${wish}`).expect(200);
    }
    await get('/billing-dev.yml?resolvePlaceholders=maybe').expect(400);
    await get('/billing-dev.yml?resolvePlaceholders=true&resolvePlaceholders=false').expect(400);
  });

  it('shows the new values right after a push, also when it was asked for before', async () => {
    await get('/billing-dev.yml').expect(200, 'note: dev\n');
    await fixture.push({ 'application-dev.yml': 'note: newer\n' });
    await get('/billing-dev.yml').expect(200, 'note: newer\n');
  });
});
