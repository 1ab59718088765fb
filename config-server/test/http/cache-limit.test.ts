import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { RunningDaemon } from '@vernal/server-kit';
import request from 'supertest';
import { createGitFixture, type GitFixture } from '../git-fixture.ts';
import { startConfigServer } from './start-config-server.ts';

const APPLICATIONS = 40;
const SIZE = 2_000;

const propertyOf = (index: number) => `${index}-`.padEnd(SIZE, 'x');

describe('the limit of what is kept in memory', () => {
  let fixture: GitFixture;

  before(async () => {
    fixture = await createGitFixture();
    const files = Array.from({ length: APPLICATIONS }, (_, index): [string, string] => [
      `service-${index}.yml`,
      `a: ${propertyOf(index)}\n`,
    ]);
    await fixture.push(Object.fromEntries(files));
  });
  after(() => fixture.remove());

  const startWith = (limit: string) =>
    startConfigServer(fixture, {
      'vernal.data-dir': join(fixture.folder, `data-${limit}`),
      'vernal.config.cache-limit': limit,
    });

  async function assertRight(server: RunningDaemon): Promise<void> {
    for (let index = 0; index < APPLICATIONS; index += 1) {
      const { body } = await request(server.listener).get(`/service-${index}/default`).expect(200);
      assert.equal(body.propertySources[0].source.a, propertyOf(index));
      await request(server.listener).get(`/service-${index}-default.properties`).expect(200);
    }
  }

  async function figuresOf(server: RunningDaemon, metric: string): Promise<number[]> {
    const { text } = await request(server.listener).get('/actuator/prometheus').expect(200);
    const lines = text.split('\n').filter((line) => line.startsWith(metric));
    return lines.map((line) => Number(line.slice(line.lastIndexOf(' '))));
  }

  const sum = (figures: readonly number[]) => figures.reduce((total, figure) => total + figure, 0);

  it('holds whatever is asked for, with the same answers', async () => {
    const server = await startWith('100KB');
    try {
      await assertRight(server);
      await assertRight(server);
      const bytes = sum(await figuresOf(server, 'vernal_config_cache_bytes'));
      assert.ok(bytes > 50_000 && bytes <= 102_400, `${bytes}`);
      const answers = 'vernal_config_cache_entries{cache="answers"';
      assert.ok(sum(await figuresOf(server, answers)) < APPLICATIONS);
    } finally {
      await server.stop();
    }
  });

  it('may be nothing at all', async () => {
    const server = await startWith('0B');
    try {
      await assertRight(server);
      assert.equal(sum(await figuresOf(server, 'vernal_config_cache_bytes')), 0);
    } finally {
      await server.stop();
    }
  });

  it('lets the second request be answered from what was kept for the first', async () => {
    const server = await startWith('10MB');
    try {
      await assertRight(server);
      const hits = 'vernal_config_cache_lookups_total{cache="answers",outcome="hit"}';
      const before = sum(await figuresOf(server, hits));
      await assertRight(server);
      assert.equal(sum(await figuresOf(server, hits)) - before, 2 * APPLICATIONS);
    } finally {
      await server.stop();
    }
  });
});
