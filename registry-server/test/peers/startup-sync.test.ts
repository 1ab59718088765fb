import assert from 'node:assert/strict';
import { ManualTime, RecordingLogger, settle } from '@vernal/core/testing';
import type { PeerNode } from '../../src/peers/peer-node.ts';
import { createStartupSync } from '../../src/peers/startup-sync.ts';
import type { PeerFetch } from '../../src/ports/peer-exchange.ts';
import { sampleInstance } from '../sample-instance.ts';

const DOWN: PeerFetch = { kind: 'failed', problem: 'refused' };
const EMPTY: PeerFetch = listOf([]);
const FULL: PeerFetch = listOf(['n1', 'n2']);

function listOf(ids: readonly string[]): PeerFetch {
  const instances = ids.map((instanceId) => sampleInstance({ instanceId }));
  const applications = [{ name: 'ORDERS', instances }];
  return { kind: 'ok', applications: { versionsDelta: '1', appsHashCode: '', applications } };
}

/** Peers that give these answers, each the last of its list again and again. */
function createSync(answers: readonly (readonly PeerFetch[])[], attempts = 1) {
  const time = new ManualTime();
  const stopping = new AbortController();
  const asked: number[] = [];
  const peers = answers.map((list, index) => {
    const left = [...list];
    const fetchAll = () => {
      asked.push(index);
      return Promise.resolve(left.length > 1 ? left.shift() : left[0]);
    };
    return { name: `peer${index}`, exchange: { fetchAll } } as unknown as PeerNode;
  });
  const sync = createStartupSync({
    peers: () => Promise.resolve(peers),
    attempts,
    waitMs: 30_000,
    timers: time,
    logger: new RecordingLogger(),
    signal: stopping.signal,
  });
  return { sync, time, asked, stopping };
}

describe('the start of a registry with peers', () => {
  it('takes the list of the first peer that has one', async () => {
    const { sync, asked } = createSync([[DOWN], [EMPTY], [FULL], [FULL]]);
    assert.deepEqual(
      (await sync.fetch())?.map(({ instanceId }) => instanceId),
      ['n1', 'n2'],
    );
    assert.deepEqual(asked, [0, 1, 2]);
  });

  it('goes on without a list when no peer answers', async () => {
    const { sync, asked } = createSync([[DOWN], [DOWN]]);
    assert.equal(await sync.fetch(), undefined);
    assert.deepEqual(asked, [0, 1]);
  });

  it('knows an empty cluster from none', async () => {
    assert.deepEqual(await createSync([[EMPTY], [DOWN]]).sync.fetch(), []);
  });

  it('asks again after a pause, as often as registry-sync-retries says', async () => {
    const { sync, time, asked } = createSync([[DOWN, DOWN, FULL]], 5);
    const fetched = sync.fetch();
    await settle();
    assert.equal(asked.length, 1);
    await time.advance(30_000);
    assert.equal(asked.length, 2);
    await time.advance(30_000);
    assert.equal((await fetched)?.length, 2);
  });

  it('asks nobody with 0 retries', async () => {
    const { sync, asked } = createSync([[FULL]], 0);
    assert.equal(await sync.fetch(), undefined);
    assert.equal(asked.length, 0);
  });

  it('ends when the registry is stopped meanwhile', async () => {
    const { sync, time, stopping } = createSync([[DOWN]], 5);
    const fetched = sync.fetch();
    await settle();
    stopping.abort();
    assert.equal(await fetched, undefined);
    assert.equal(time.pending, 0);
  });
});
