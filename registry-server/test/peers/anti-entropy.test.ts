import assert from 'node:assert/strict';
import { type ManualTime, RecordingLogger, seededRandom } from '@vernal/core/testing';
import type { ReplicationRequest } from '@vernal/protocol/eureka';
import { antiEntropy } from '../../src/peers/anti-entropy.ts';
import { PeerNode } from '../../src/peers/peer-node.ts';
import { PeerNodes } from '../../src/peers/peer-nodes.ts';
import type { PeerExchange, PeerFetch } from '../../src/ports/peer-exchange.ts';
import { CLIENT, createRegistry } from '../domain/registry-fixture.ts';
import { leaseOf, sampleInstance } from '../sample-instance.ts';

/** A registry beside one peer, of which a test says what it lists. */
function createPair() {
  const { registry, time } = createRegistry();
  const peer = {
    hash: '',
    list: [] as ReturnType<typeof sampleInstance>[],
    servesDelta: true,
    asked: [] as string[],
    /** Every list waits for it. */
    beforeList: Promise.resolve(),
    sent: [] as ReplicationRequest[],
  };
  const answer = (): PeerFetch => ({
    kind: 'ok',
    applications: {
      versionsDelta: '1',
      appsHashCode: peer.hash,
      applications: [{ name: 'ORDERS', instances: peer.list }],
    },
  });
  const exchange: PeerExchange = {
    replicate: (requests) => {
      peer.sent.push(...requests);
      return Promise.resolve({
        kind: 'answered',
        results: requests.map(() => ({ statusCode: 200 })),
      });
    },
    fetchAll: async () => {
      peer.asked.push('all');
      await peer.beforeList;
      return answer();
    },
    fetchDelta: () => {
      peer.asked.push('delta');
      const none: PeerFetch = { kind: 'failed', problem: 'the peer answered 403' };
      return Promise.resolve(peer.servesDelta ? answer() : none);
    },
    close: () => undefined,
  };
  const logger = new RecordingLogger();
  const ground = { registry, clock: time, timers: time, random: seededRandom(1), logger };
  const rules = { capacity: 10, maxBatches: 1, maxTimeMs: 30_000 };
  const nodes = new PeerNodes(
    (url, onSelf) => new PeerNode({ url, exchange, rules, count: () => undefined, onSelf }, ground),
    logger,
  );
  nodes.update(['http://peer:8761/eureka/']);
  return { registry, time, peer, nodes, work: antiEntropy(nodes, RULES, ground) };
}

const RULES = { intervalMs: 30_000, maxTimeMs: 30_000 };

/** Renewed just now, for long. */
function aliveAt(time: ManualTime, instanceId: string) {
  const { lease } = leaseOf(3_600);
  const terms = lease && { ...lease, lastRenewalTimestamp: time.now() };
  return sampleInstance({ instanceId, ...(terms && { lease: terms }) });
}

describe('the comparison with a peer', () => {
  it('fetches the whole list at the start, afterwards only while hash codes differ', async () => {
    const { time, peer, work } = createPair();
    await work.start();
    await time.advance(2_000);
    assert.deepEqual(peer.asked, ['delta', 'all']);
    peer.asked.length = 0;
    await time.advance(120_000);
    assert.ok(peer.asked.length >= 3);
    assert.ok(peer.asked.every((path) => path === 'delta'));
    await work.stop();
  });

  it('takes over what is missing here once a difference lasts', async () => {
    const { registry, time, peer, nodes, work } = createPair();
    await work.start();
    await time.advance(2_000);
    peer.hash = 'UP_1_';
    peer.list = [aliveAt(time, 'n1')];
    await time.advance(60_000);
    assert.equal(registry.table.find('ORDERS', 'n1')?.instance.status, 'UP');
    assert.equal(nodes.list()[0]?.sameHash, true);
    await work.stop();
  });

  it('waits while the lists are changing anyway', async () => {
    const { registry, time, peer, nodes, work } = createPair();
    await work.start();
    await time.advance(2_000);
    const end = time.every(100, () => {
      peer.hash = `UP_${time.now()}_`;
    });
    peer.asked.length = 0;
    await time.advance(120_000);
    assert.ok(peer.asked.every((path) => path === 'delta'));
    assert.equal(nodes.list()[0]?.sameHash, false);
    assert.equal(registry.table.size, 0);
    end();
    await work.stop();
  });

  it('goes by the whole list where a peer serves no deltas', async () => {
    const { registry, time, peer, work } = createPair();
    peer.servesDelta = false;
    peer.hash = 'UP_1_';
    peer.list = [aliveAt(time, 'n1')];
    await work.start();
    await time.advance(10_000);
    assert.equal(registry.table.size, 1);
    await work.stop();
  });

  it('tells the peer again of what was cancelled here', async () => {
    const { registry, time, peer, work } = createPair();
    const instance = aliveAt(time, 'n1');
    registry.register(instance, CLIENT);
    registry.cancel('ORDERS', 'n1', CLIENT);
    peer.hash = 'UP_1_';
    peer.list = [instance];
    await work.start();
    await time.advance(10_000);
    assert.deepEqual(
      peer.sent.map(({ action, id }) => `${action} ${id}`),
      ['Cancel n1'],
    );
    assert.equal(registry.table.size, 0);
    await work.stop();
  });

  it('leaves no timer when it ends, and ends twice', async () => {
    const { time, nodes, work } = createPair();
    await work.start();
    await time.advance(500);
    await work.stop();
    await work.stop();
    nodes.stop();
    assert.equal(time.pending, 0);
  });

  it('ends without the peer that hangs, and takes over nothing afterwards', async () => {
    const { registry, time, peer, work } = createPair();
    let list: () => void = () => undefined;
    peer.beforeList = new Promise((resolve) => {
      list = resolve;
    });
    peer.list = [aliveAt(time, 'n1')];
    await work.start();
    await time.advance(2_000);
    assert.deepEqual(peer.asked, ['delta', 'all']);
    await work.stop();
    list();
    await time.advance(0);
    assert.equal(registry.table.size, 0);
  });
});
