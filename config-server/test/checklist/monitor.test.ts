import assert from 'node:assert/strict';
import { type Bus, createBus, createMemoryTransport, MemoryHub } from '@vernal/bus';
import { silentLogger } from '@vernal/core';
import { ManualTime } from '@vernal/core/testing';
import express from 'express';
import request from 'supertest';
import { BusAnnouncements } from '../../src/adapters/bus-announcements.ts';
import { monitorRoutes } from '../../src/http/monitor-routes.ts';

type Headers = Readonly<Record<string, string>>;

/** The table of config-protocol 6.2. */
const PATHS: readonly (readonly [path: string | readonly string[], names: readonly string[]])[] = [
  ['application.yml', ['*']],
  ['application-local.yml', ['application-local', '*']],
  ['foo.yml', ['foo']],
  ['foo-local.yml', ['foo-local', 'foo']],
  ['foo-local-dev.yml', ['foo-local-dev', 'foo-local', 'foo']],
  ['C:\\config\\foo.yml', ['foo']],
  [
    ['/foo/bar.properties', '/application.properties'],
    ['bar', '*'],
  ],
  ['docs/README.md', ['README']],
];

describe('checklist G: /monitor', () => {
  const app = express();
  const destinations: string[] = [];
  let buses: readonly Bus[];

  before(async () => {
    const hub = new MemoryHub();
    const clock = new ManualTime();
    const join = (busId: string, configNames: readonly string[] = []) =>
      createBus({
        transport: createMemoryTransport(hub),
        busId,
        configNames,
        clock,
        logger: silentLogger,
      });
    const bus = join('config:8888:server');
    const listener = join('everyone:0:listener', [
      ...PATHS.flatMap(([, names]) => names),
      'a',
      'b',
    ]);
    listener.onEvent((event) => {
      assert.equal(event.type, 'RefreshRemoteApplicationEvent');
      destinations.push(String(event.destinationService));
    });
    buses = [bus, listener];
    for (const one of buses) await one.start();
    const announcements = new BusAnnouncements({ bus, clock, logger: silentLogger });
    const gate = { secret: undefined, clock, audit: { record: () => undefined } };
    const check = () => Promise.resolve();
    app.use(monitorRoutes({ ...gate, check, tell: (names) => announcements.refresh(names) }));
  });
  after(async () => {
    for (const one of buses) await one.stop();
  });

  /** The names that are answered; one event for each must have gone out. */
  async function namesFor(body: object | string, headers: Headers = {}): Promise<unknown> {
    destinations.splice(0);
    const type =
      typeof body === 'string' ? 'application/x-www-form-urlencoded' : 'application/json';
    const answer = await request(app)
      .post('/monitor')
      .set({ 'content-type': type, ...headers })
      .send(body)
      .expect(200);
    const names = answer.body as readonly string[];
    assert.deepEqual(
      destinations,
      names.map((name) => `${name}:**`),
    );
    return names;
  }

  for (const [path, names] of PATHS) {
    it(`tells ${names.join(', ')} of ${path} [config 115]`, async () => {
      assert.deepEqual(await namesFor({ path }), names);
    });
  }

  it('tells of the files of all commits, each name once [config 116]', async () => {
    const commits = [
      { added: ['a.yml'], modified: ['foo-local.yml'], removed: ['b.yml'] },
      { added: [], modified: ['a.yml'], removed: ['foo.yml'] },
    ];
    const names = await namesFor({ commits }, { 'X-GitHub-Event': 'push' });
    assert.deepEqual(names, ['a', 'b', 'foo-local', 'foo']);
  });

  it('tells nobody of a ping [config 117]', async () => {
    assert.deepEqual(await namesFor({ zen: 'x' }, { 'X-GitHub-Event': 'ping' }), []);
  });

  it('tells everybody where a host names no files [config 118]', async () => {
    const push = { push: { changes: [{}] } };
    const cloud = { 'X-Event-Key': 'repo:push' };
    assert.deepEqual(await namesFor(push, cloud), []);
    assert.deepEqual(await namesFor(push, { ...cloud, 'X-Hook-UUID': 'u' }), ['*']);
    const server = { 'X-Event-Key': 'repo:refs_changed', 'X-Request-Id': 'r' };
    assert.deepEqual(await namesFor({ changes: [{}] }, server), ['*']);
    assert.deepEqual(await namesFor({ commits: [] }, { 'X-Gitea-Event': 'push' }), ['*']);
  });

  it('may be told by hand, as a form or as JSON [config 119]', async () => {
    assert.deepEqual(await namesFor('path=bar&path=application.yml'), ['bar', '*']);
    assert.deepEqual(await namesFor({ path: 'foo.yml' }), ['foo']);
  });
});
