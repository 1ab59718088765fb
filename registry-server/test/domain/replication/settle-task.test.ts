import assert from 'node:assert/strict';
import type { ReplicationTask } from '../../../src/domain/replication/replication-task.ts';
import { settleTask } from '../../../src/domain/replication/settle-task.ts';
import { sampleInstance } from '../../sample-instance.ts';
import { CLIENT, createRegistry } from '../registry-fixture.ts';
import { taskFor } from './tasks.ts';

/** A registry with `n1`, and what it passes on after an answer. */
function createGround() {
  const { registry, time } = createRegistry();
  registry.register(sampleInstance(), CLIENT);
  const offered: ReplicationTask[] = [];
  return {
    registry,
    offered,
    time: { nowMs: time.now(), maxTimeMs: 30_000 },
    offer: (task: ReplicationTask) => offered.push(task),
  };
}

describe("a peer's answer to a task", () => {
  it('404 to a heartbeat makes the whole instance follow', () => {
    const ground = createGround();
    assert.equal(settleTask(taskFor('renew', 'n1'), { statusCode: 404 }, ground), 'repaired');
    const [task] = ground.offered;
    assert.equal(task?.request.action, 'Register');
    assert.equal(task.request.instance?.hostName, 'n1.lab');
  });

  it('404 to the heartbeat of an instance that is gone here as well needs nothing', () => {
    const ground = createGround();
    assert.equal(settleTask(taskFor('renew', 'n9'), { statusCode: 404 }, ground), 'done');
    assert.equal(ground.offered.length, 0);
  });

  it('409 with the instance makes this registry adopt it, with its override', () => {
    const ground = createGround();
    const told: string[] = [];
    ground.registry.onCommand(({ kind }) => told.push(kind));
    const instance = sampleInstance({
      lastDirtyTimestamp: 2_000,
      metadata: { colour: 'blue' },
      status: 'OUT_OF_SERVICE',
      overriddenStatus: 'OUT_OF_SERVICE',
    });
    const result = { statusCode: 409, instance };
    assert.equal(settleTask(taskFor('renew', 'n1'), result, ground), 'adopted');
    const known = ground.registry.table.find('ORDERS', 'n1')?.instance;
    assert.equal(known?.lastDirtyTimestamp, 2_000);
    assert.equal(known.metadata['colour'], 'blue');
    assert.equal(known.overriddenStatus, 'OUT_OF_SERVICE');
    assert.deepEqual(told, []);
  });

  it('404 to a status makes the whole instance follow, too', () => {
    const ground = createGround();
    const result = { statusCode: 404 };
    assert.equal(settleTask(taskFor('override-status', 'n1'), result, ground), 'repaired');
    assert.equal(ground.offered[0]?.request.action, 'Register');
  });

  it('404 to a cancellation is what was wanted', () => {
    const ground = createGround();
    assert.equal(settleTask(taskFor('cancel', 'n1'), { statusCode: 404 }, ground), 'done');
    assert.equal(ground.offered.length, 0);
  });

  it('of any other failure is only counted', () => {
    const ground = createGround();
    assert.equal(settleTask(taskFor('register', 'n1'), { statusCode: 404 }, ground), 'failed');
    for (const kind of ['register', 'cancel', 'override-status'] as const) {
      assert.equal(settleTask(taskFor(kind, 'n1'), { statusCode: 500 }, ground), 'failed');
    }
    assert.equal(settleTask(taskFor('renew', 'n1'), { statusCode: 409 }, ground), 'failed');
    assert.equal(settleTask(taskFor('renew', 'n1'), { statusCode: 500 }, ground), 'failed');
    assert.equal(ground.offered.length, 0);
  });
});
