import assert from 'node:assert/strict';
import type { Acknowledgement } from '@vernal/protocol/bus';
import { type Announced, instanceRow } from '../../src/domain/rollout.ts';

const ANNOUNCED: Announced = { announced: 'b2', revision: 'c3', changedAt: 1_000, eventId: 'e-2' };
const ACK: Acknowledgement = {
  ...{ eventId: 'e-1', busId: 'orders:8080:1', application: 'orders', instanceId: 'orders-1' },
  ...{ commit: 'a1', outcome: 'applied', at: 500 },
};
const IN_TIME = 999;
const OVERDUE = 1_000;

describe('an instance in the rollout view', () => {
  const stateOf = (ack: Partial<Acknowledgement>, overdueBeforeMs = IN_TIME) =>
    instanceRow({ ...ACK, ...ack }, ANNOUNCED, overdueBeforeMs).state;

  it('is current with the announced commit, with a newer one that changed nothing, or its event', () => {
    assert.equal(stateOf({ commit: 'b2' }, OVERDUE), 'current');
    assert.equal(stateOf({ commit: 'c3', outcome: 'unchanged' }, OVERDUE), 'current');
    assert.equal(stateOf({ commit: '', eventId: 'e-2', outcome: 'acknowledged' }), 'current');
  });

  it('is late when it says nothing for too long, or goes on failing', () => {
    assert.equal(stateOf({}), 'pending');
    assert.equal(stateOf({}, OVERDUE), 'late');
    assert.equal(stateOf({ commit: 'b2', outcome: 'failed' }), 'pending');
    assert.equal(stateOf({ commit: 'b2', outcome: 'failed' }, OVERDUE), 'late');
  });

  it('that refused runs with what it had, since when it had it, and says why', () => {
    const running = { commit: 'a1', since: 400 };
    const refused = { commit: 'b2', outcome: 'refused', problem: 'limit: no number', running };
    const row = instanceRow({ ...ACK, ...refused, outcome: 'refused' }, ANNOUNCED, OVERDUE);
    assert.deepEqual(
      [row.state, row.commit, row.since, row.announced, row.problem],
      ['refused', 'a1', 400, 'b2', 'limit: no number'],
    );
  });

  it('that failed runs with what it had, too, or did not say', () => {
    const running = { commit: 'a1', since: 400 };
    const failed = { ...ACK, commit: 'b2', outcome: 'failed' as const };
    const row = instanceRow({ ...failed, running }, ANNOUNCED, OVERDUE);
    assert.deepEqual([row.commit, row.since], ['a1', 400]);
    assert.ok(!('commit' in instanceRow(failed, ANNOUNCED, OVERDUE)));
  });

  it('answers no event by naming none, such as at its start', () => {
    const first = { ...ANNOUNCED, eventId: '' };
    assert.equal(instanceRow({ ...ACK, eventId: '' }, first, IN_TIME).state, 'pending');
  });

  it('of which nothing is announced is as it says', () => {
    const row = instanceRow(ACK, undefined, OVERDUE);
    assert.deepEqual([row.state, row.commit, row.since], ['current', 'a1', 500]);
    assert.ok(!('announced' in row));
  });
});
