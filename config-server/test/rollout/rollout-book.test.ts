import assert from 'node:assert/strict';
import { RolloutBook } from '../../src/rollout/rollout-book.ts';

const ACK = {
  eventId: 'e-1',
  busId: 'orders:8080:1',
  application: 'orders',
  instanceId: 'orders-1',
  commit: 'a1',
  outcome: 'applied' as const,
  at: 100,
};

describe('RolloutBook', () => {
  it('knows the latest commit of each instance, whatever order acknowledgements arrive in', () => {
    const rollout = new RolloutBook();
    const refused = { ...ACK, commit: 'b2', outcome: 'refused' as const, at: 200 };
    const other = { ...ACK, busId: 'orders:8080:2' };
    for (const acknowledgement of [refused, ACK, other]) rollout.record(acknowledgement);
    assert.deepEqual(
      rollout.all().map(({ busId, commit }) => [busId, commit]),
      [
        ['orders:8080:1', 'b2'],
        ['orders:8080:2', 'a1'],
      ],
    );
  });

  it('forgets an instance that has left', () => {
    const rollout = new RolloutBook();
    rollout.record(ACK);
    rollout.forget({ application: 'orders', busId: 'orders:8080:2' });
    assert.deepEqual(rollout.all(), [ACK]);
    rollout.forget({ application: 'orders', busId: 'orders:8080:1' });
    assert.deepEqual(rollout.all(), []);
  });
});
