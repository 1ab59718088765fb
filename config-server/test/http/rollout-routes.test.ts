import assert from 'node:assert/strict';
import { ManualTime } from '@vernal/core/testing';
import type { ConfigKey } from '@vernal/protocol/bus';
import express from 'express';
import request from 'supertest';
import type { RequestedReading } from '../../src/http/requested-reading.ts';
import { type RolloutRoutesParts, rolloutRoutes } from '../../src/http/rollout-routes.ts';
import { stateProblems } from '../../src/http/state-problems.ts';
import { RolloutBook } from '../../src/rollout/rollout-book.ts';
import { RolloutView } from '../../src/rollout/rollout-view.ts';

const BROKEN_FILE = { path: 'a.yml', position: '', problem: 'is broken', commit: 'c' };

describe('the rollout view for a caller who may read orders alone', () => {
  const rowsOf = (application: string) => ({ application, profiles: 'dev', label: null });
  const rows = ['orders', 'billing', 'orders,billing'].map((application) => ({
    ...rowsOf(application),
    brokenFile: BROKEN_FILE,
  }));
  const all = { all: () => rows };
  const parts = {
    ...{ knownKeys: all, held: all, pins: all, readers: all.all },
    view: { acknowledgements: all.all, rowsOf: (some: readonly object[]) => some },
    turnOfOthers: () => Promise.resolve(),
    rules: {
      allows: (_: unknown, { key }: RequestedReading) => key.application === 'orders',
      concerns: () => false,
    },
  };
  const app = express().use(rolloutRoutes(parts as unknown as RolloutRoutesParts));

  it('has rows of orders in every part, and of no other', async () => {
    const { body } = await request(app).get('/actuator/vernal/rollout').expect(200);
    assert.deepEqual(Object.keys(body), ['inForce', 'held', 'pinned', 'instances', 'readers']);
    for (const [part, shown] of Object.entries<{ application: string }[]>(body)) {
      assert.deepEqual(
        shown.map(({ application }) => application),
        ['orders'],
        part,
      );
    }
  });

  it('has those alone that the query names', async () => {
    const { body } = await request(app).get('/actuator/vernal/rollout?application=billing');
    assert.deepEqual(Object.values(body), [[], [], [], [], []]);
  });
});

describe('the rollout view of a large fleet', () => {
  const FLEET = 2_500;
  const LATE_AFTER_MS = 30_000;
  const book = new RolloutBook();
  const time = new ManualTime();
  const known = (application: string) => ({
    ...{ application, profiles: 'dev', label: null, revision: 'b2', announced: 'b2' },
    ...{ changedKeys: ['size'], changedAt: 0, eventId: 'e-2', told: true },
  });
  const keys = ['orders', 'billing'].map(known);
  const knownKeys = {
    all: () => keys,
    get: (key: ConfigKey) => keys.find(({ application }) => application === key.application),
  };
  const none = { all: () => [] };
  const turnOfOthers = () => Promise.resolve();
  const view = new RolloutView({
    ...{ book, knownKeys, turnOfOthers, clock: time, lateAfterMs: LATE_AFTER_MS },
  });
  const parts = { knownKeys, view, held: none, pins: none, readers: () => [], turnOfOthers };
  const rules = { allows: () => true, concerns: () => true };
  const app = express()
    .set('env', 'test')
    .use(rolloutRoutes({ ...parts, rules }), stateProblems);
  const get = (query: string) => request(app).get(`/actuator/vernal/rollout${query}`);

  before(() => {
    for (let index = FLEET - 1; index >= 0; index -= 1) {
      const application = index % 5 === 0 ? 'billing' : 'orders';
      const busId = `${application}:8080:${String(index).padStart(5, '0')}`;
      book.record({
        ...{ eventId: 'e-2', busId, application, instanceId: '', profiles: 'dev', label: '' },
        ...{ commit: 'b2', outcome: 'applied', at: 1 },
      });
    }
  });

  it('is told in pages that together have every row once, in one order', async () => {
    const seen: string[] = [];
    const first = (await get('').expect(200)).body;
    const totals = { inForce: 2, held: 0, pinned: 0, instances: FLEET, readers: 0 };
    assert.deepEqual(first.page, { number: 0, size: 1_000, totalPages: 3, totalElements: totals });
    for (let page = 0; page < first.page.totalPages; page += 1) {
      const { instances, inForce } = (await get(`?page=${page}`).expect(200)).body;
      assert.equal(inForce.length, page === 0 ? 2 : 0);
      seen.push(...instances.map(({ busId }: { busId: string }) => busId));
    }
    assert.equal(seen.length, FLEET);
    assert.deepEqual(seen, [...new Set(seen)].sort());
    assert.deepEqual((await get('?page=3').expect(200)).body.instances, []);
  });

  it('has the pages of one application alone when that is asked for', async () => {
    const { body } = await get('?application=billing&size=200&page=2').expect(200);
    assert.equal(body.instances.length, 100);
    assert.equal(body.page.totalElements.instances, 500);
    assert.equal(body.page.totalPages, 3);
    assert.equal((await get('?application=billing').expect(200)).body.page, undefined);
  });

  it('says which number it can not use', async () => {
    for (const query of ['page=-1', 'page=x', 'size=0', 'size=1001', 'size=', 'page=1&page=2']) {
      const refused = await get(`?${query}`).expect(400);
      assert.match(String(refused.headers['x-vernal-problem']), /^(page|size) must be /, query);
    }
  });
});
