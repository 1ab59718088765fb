import assert from 'node:assert/strict';
import { instanceKey } from '../../../src/domain/instance-key.ts';
import { type TakeRule, TaskQueue } from '../../../src/domain/replication/task-queue.ts';
import { namesOf, taskFor } from './tasks.ts';

const N1 = instanceKey({ app: 'ORDERS', instanceId: 'n1' });
const FREE: TakeRule = { limit: 250, nowMs: 0, isBusy: () => false };

function taken(queue: TaskQueue, rule = FREE): readonly string[] {
  return namesOf(queue.take(rule).batch.map(({ request }) => request));
}

describe('the queue of a peer', () => {
  it('keeps one task per key, the newest, in the place of the older one [eureka 98]', () => {
    const queue = new TaskQueue(10);
    queue.add(taskFor('renew', 'n1', 0));
    queue.add(taskFor('renew', 'n2', 0));
    queue.add(taskFor('renew', 'n1', 100));
    const { batch } = queue.take(FREE);
    assert.deepEqual(namesOf(batch.map(({ request }) => request)), [
      'Heartbeat n1',
      'Heartbeat n2',
    ]);
    assert.equal(batch[0]?.expiresAtMs, 30_100);
    assert.equal(batch[0].queuedAtMs, 0);
  });

  it('lets no newer registration overtake the cancellation before it', () => {
    const queue = new TaskQueue(10);
    queue.add(taskFor('register', 'n1'));
    queue.add(taskFor('cancel', 'n1'));
    queue.add(taskFor('register', 'n1'));
    assert.deepEqual(taken(queue), ['Cancel n1', 'Register n1']);
  });

  it('holds back what belongs to an instance under way', () => {
    const queue = new TaskQueue(10);
    queue.add(taskFor('cancel', 'n1'));
    queue.add(taskFor('renew', 'n2'));
    assert.deepEqual(taken(queue, { ...FREE, isBusy: (target) => target === N1 }), [
      'Heartbeat n2',
    ]);
    assert.deepEqual(taken(queue), ['Cancel n1']);
  });

  it('drops the oldest when it is full', () => {
    const queue = new TaskQueue(2);
    assert.equal(queue.add(taskFor('renew', 'n1')), 0);
    assert.equal(queue.add(taskFor('renew', 'n2')), 0);
    assert.equal(queue.add(taskFor('renew', 'n3')), 1);
    assert.deepEqual(taken(queue), ['Heartbeat n2', 'Heartbeat n3']);
  });

  it('drops what is too old', () => {
    const queue = new TaskQueue(10);
    queue.add(taskFor('renew', 'n1', 0));
    queue.add(taskFor('renew', 'n2', 1));
    const { batch, expired } = queue.take({ ...FREE, nowMs: 30_000 });
    assert.equal(expired, 1);
    assert.equal(batch[0]?.request.id, 'n2');
  });

  it('takes tasks back in front, unless a newer one stands for them', () => {
    const queue = new TaskQueue(10);
    for (const id of ['n1', 'n2']) queue.add(taskFor('renew', id));
    const { batch } = queue.take(FREE);
    queue.add(taskFor('renew', 'n3'));
    queue.add(taskFor('renew', 'n1', 500));
    queue.putBack(batch);
    assert.equal(queue.size, 3);
    assert.deepEqual(taken(queue), ['Heartbeat n2', 'Heartbeat n3', 'Heartbeat n1']);
  });

  it('keeps the order of an instance when tasks come back', () => {
    const queue = new TaskQueue(10);
    queue.add(taskFor('register', 'n1'));
    const { batch } = queue.take(FREE);
    queue.add(taskFor('cancel', 'n1'));
    queue.putBack(batch);
    queue.add(taskFor('register', 'n1'));
    assert.deepEqual(taken(queue), ['Cancel n1', 'Register n1']);
  });

  it('forgets an instance', () => {
    const queue = new TaskQueue(10);
    queue.add(taskFor('register', 'n1'));
    queue.add(taskFor('renew', 'n1'));
    queue.add(taskFor('renew', 'n2'));
    queue.forget(N1);
    assert.deepEqual(taken(queue), ['Heartbeat n2']);
  });
});
