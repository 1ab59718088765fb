import assert from 'node:assert/strict';
import type { PeerState } from '../../src/peers/peers-view.ts';
import { replicaStatus } from '../../src/peers/replica-status.ts';
import { CLIENT, createRegistry } from '../domain/registry-fixture.ts';
import { sampleInstance } from '../sample-instance.ts';

function statusWith(states: readonly PeerState[], minAvailable = -1) {
  const { registry } = createRegistry();
  registry.register(sampleInstance({ app: 'EUREKA', hostName: 'peer0' }), CLIENT);
  const views = states.map((state, index) => ({
    name: `peer${index}:8761`,
    url: `http://peer${index}:8761/eureka`,
    state,
    queue: 0,
    lagMs: 0,
  }));
  return replicaStatus({ list: () => views }, registry.table, { app: 'EUREKA', minAvailable });
}

describe('the replicas of a status', () => {
  it('are available while replication to them works', () => {
    const { registeredReplicas, availableReplicas, unavailableReplicas } = statusWith([
      'unreachable',
      'up',
      'refusing',
    ]);
    assert.equal(registeredReplicas.length, 3);
    assert.deepEqual(availableReplicas, ['http://peer1:8761/eureka/']);
    assert.equal(unavailableReplicas.length, 2);
  });

  it("are judged by Java's rule before the first exchange", () => {
    const { availableReplicas, unavailableReplicas } = statusWith(['unknown', 'unknown']);
    assert.deepEqual(availableReplicas, ['http://peer0:8761/eureka/']);
    assert.deepEqual(unavailableReplicas, ['http://peer1:8761/eureka/']);
  });

  it('are enough or not, where a number is configured', () => {
    assert.equal(statusWith(['up', 'unreachable']).isHealthy, undefined);
    assert.equal(statusWith(['up', 'unreachable'], 1).isHealthy, true);
    assert.equal(statusWith(['up', 'unreachable'], 2).isHealthy, false);
  });
});
