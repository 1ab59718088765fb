import assert from 'node:assert/strict';
import { SeenIds } from '../../src/participant/seen-ids.ts';

describe('remembered event ids', () => {
  it('know an id the second time', () => {
    const seen = new SeenIds(10);
    assert.deepEqual([seen.isNew('a'), seen.isNew('b'), seen.isNew('a')], [true, true, false]);
  });

  it('forget the oldest beyond the limit', () => {
    const seen = new SeenIds(2);
    for (const id of ['a', 'b', 'c']) seen.isNew(id);
    assert.deepEqual([seen.isNew('b'), seen.isNew('a')], [false, true]);
  });
});
