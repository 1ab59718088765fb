import assert from 'node:assert/strict';
import { settle } from '@vernal/core/testing';
import { type PooledProcess, ReaderPool } from '../../../src/adapters/git/reader-pool.ts';

describe('the processes that read many repositories', () => {
  const retired: string[] = [];
  beforeEach(() => {
    retired.length = 0;
  });

  const reader = (name: string, isIdle = true): PooledProcess => ({
    isIdle,
    retire: () => retired.push(name),
  });

  async function entered(pool: ReaderPool, ...processes: readonly PooledProcess[]): Promise<void> {
    for (const process of processes) {
      await pool.enter();
      pool.used(process);
    }
  }

  /** Whether there is a place now, without waiting for it. */
  async function waitFor(pool: ReaderPool): Promise<{ isIn: boolean }> {
    const state = { isIn: false };
    void pool.enter().then(() => {
      state.isIn = true;
    });
    await settle();
    return state;
  }

  it('are no more than the limit: the one asked longest ago ends first', async () => {
    const pool = new ReaderPool(2);
    const [a, b] = [reader('a'), reader('b')];
    await entered(pool, a, b);
    pool.used(a);
    const next = await waitFor(pool);
    assert.deepEqual([next.isIn, retired], [false, ['b']]);
    pool.left(b);
    await settle();
    assert.equal(next.isIn, true);
  });

  it('end only when they must, an idle one before one that is busy', async () => {
    const pool = new ReaderPool(2);
    await entered(pool, reader('busy', false), reader('idle'));
    assert.deepEqual(retired, []);
    await waitFor(pool);
    assert.deepEqual(retired, ['idle']);
    await waitFor(pool);
    assert.deepEqual(retired, ['idle', 'busy']);
  });

  it('let everybody have a turn who waits, however busy all are', async () => {
    const pool = new ReaderPool(1);
    const first = reader('first', false);
    await entered(pool, first);
    const [second, third] = [await waitFor(pool), await waitFor(pool)];
    pool.left(first);
    await settle();
    assert.deepEqual([second.isIn, third.isIn], [true, false]);
    const busy = reader('second', false);
    pool.used(busy);
    assert.deepEqual(retired, ['first', 'second']);
    pool.left(busy);
    await settle();
    assert.equal(third.isIn, true);
  });

  it('give their place back when they were not needed after all', async () => {
    const pool = new ReaderPool(1);
    await pool.enter();
    pool.left();
    assert.equal((await waitFor(pool)).isIn, true);
  });
});
