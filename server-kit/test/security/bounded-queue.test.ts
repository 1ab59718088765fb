import assert from 'node:assert/strict';
import { settle } from '@vernal/core/testing';
import { BoundedQueue } from '../../src/security/bounded-queue.ts';

/** Work that ends when a test says so. */
function controlledWork() {
  const ends: (() => void)[] = [];
  const work = () => new Promise<string>((resolve) => ends.push(() => resolve('done')));
  return { ends, work };
}

describe('a bounded queue', () => {
  it('does a few at a time, lets a few wait, and turns the rest away at once', async () => {
    const queue = new BoundedQueue({ atOnce: 2, waiting: 1 });
    const { ends, work } = controlledWork();
    const results = [queue.run(work), queue.run(work), queue.run(work)];
    assert.equal(queue.run(work), undefined);
    assert.equal(ends.length, 2);
    ends[0]?.();
    await settle();
    assert.equal(ends.length, 3);
    for (const end of ends) end();
    assert.deepEqual(await Promise.all(results.map(async (result) => result)), [
      'done',
      'done',
      'done',
    ]);
  });

  it('goes on after work that failed', async () => {
    const queue = new BoundedQueue({ atOnce: 1, waiting: 1 });
    const failed = queue.run(() => Promise.reject(new Error('no luck')));
    const next = queue.run(() => Promise.resolve('done'));
    await assert.rejects(async () => failed, /no luck/);
    assert.equal(await next, 'done');
  });
});
