import assert from 'node:assert/strict';
import { RecentMap } from '../../src/domain/recent-map.ts';

describe('a map of what was used last', () => {
  it('forgets what was neither set nor asked for longest', () => {
    const map = new RecentMap<string, number>(2);
    map.set('a', 1);
    map.set('b', 2);
    assert.equal(map.get('a'), 1);
    map.set('c', 3);
    assert.deepEqual(map.values(), [1, 3]);
    map.set('a', 4);
    map.set('d', 5);
    assert.deepEqual([map.get('c'), map.get('a'), map.get('d')], [undefined, 4, 5]);
  });

  it('keeps others where one is deleted, or set anew', () => {
    const map = new RecentMap<string, number>(2);
    for (const value of [1, 2, 3]) map.set('a', value);
    map.set('b', 4);
    assert.deepEqual(map.values(), [3, 4]);
    map.delete('a');
    map.set('c', 5);
    assert.deepEqual(map.values(), [4, 5]);
  });
});
