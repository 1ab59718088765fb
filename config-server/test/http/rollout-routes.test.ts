import assert from 'node:assert/strict';
import express from 'express';
import request from 'supertest';
import type { RequestedReading } from '../../src/http/requested-reading.ts';
import { type RolloutRoutesParts, rolloutRoutes } from '../../src/http/rollout-routes.ts';

const BROKEN_FILE = { path: 'a.yml', position: '', problem: 'is broken', commit: 'c' };

describe('the rollout view for a caller who may read orders alone', () => {
  const rowsOf = (application: string) => ({ application, profiles: 'dev', label: null });
  const rows = ['orders', 'billing', 'orders,billing'].map((application) => ({
    ...rowsOf(application),
    brokenFile: BROKEN_FILE,
  }));
  const all = { all: () => rows };
  const parts = {
    ...{ knownKeys: all, held: all, pins: all, view: { instances: all.all }, readers: all.all },
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
