import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { RunningDaemon } from '@vernal/server-kit';
import request from 'supertest';
import { createGitFixture, type GitFixture } from '../git-fixture.ts';
import { startConfigServer } from './start-config-server.ts';

const LIMIT = 'vernal.config.max-file-size';

describe('a configuration file that is larger than allowed', () => {
  let fixture: GitFixture;
  let server: RunningDaemon;
  let good: string;

  const get = (path: string) => request(server.listener).get(path);

  before(async () => {
    fixture = await createGitFixture();
    good = await fixture.push({ 'orders.yml': 'size: small\n' });
    const dataDir = join(fixture.folder, 'data');
    server = await startConfigServer(fixture, { 'vernal.data-dir': dataDir, [LIMIT]: '1KB' });
  });
  after(async () => {
    await server.stop();
    await fixture.remove();
  });

  it('counts as broken: the last good commit is served on, and the problem names file and limit', async () => {
    await get('/orders/default').expect(200);
    await fixture.push({ 'orders.yml': `size: ${'x'.repeat(2_000)}\n` });
    const { body, headers } = await get('/orders/default').expect(200);
    assert.equal(body.version, good);
    const problem = String(headers['x-vernal-problem']);
    assert.match(problem, /^orders\.yml, commit \w+: has 2007 bytes/);
    assert.match(problem, /vernal\.config\.max-file-size allows 1024$/);
  });

  it('does not keep others from their files', async () => {
    await fixture.push({ 'billing.yml': 'size: small\n' });
    const { body } = await get('/billing/default').expect(200);
    assert.equal(body.propertySources.length, 1);
  });
});
