import assert from 'node:assert/strict';
import { ReaderPool } from '../../../src/adapters/git/reader-pool.ts';

describe('the readers of many repositories', () => {
  const released: string[] = [];
  beforeEach(() => {
    released.length = 0;
  });

  function reader(name: string, isIdle = true) {
    return { isIdle, release: () => released.push(name) };
  }

  it('are no more than the limit: the one asked longest ago ends', () => {
    const pool = new ReaderPool(2);
    const [a, b, c] = [reader('a'), reader('b'), reader('c')];
    for (const one of [a, b, a, c]) pool.used(one);
    assert.deepEqual(released, ['b']);
    pool.ended(a);
    pool.used(b);
    assert.deepEqual(released, ['b']);
  });

  it('are never ended under a question', () => {
    const pool = new ReaderPool(1);
    for (const one of [reader('busy', false), reader('idle'), reader('last')]) pool.used(one);
    assert.deepEqual(released, ['idle']);
  });
});
