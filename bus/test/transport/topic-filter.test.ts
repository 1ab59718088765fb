import assert from 'node:assert/strict';
import { filterSelects } from '../../src/transport/topic-filter.ts';

describe('MQTT filters', () => {
  const rows: readonly (readonly [string, string, boolean])[] = [
    ['a/b', 'a/b', true],
    ['a/b', 'a/c', false],
    ['a/+', 'a/b', true],
    ['a/+', 'a/b/c', false],
    ['a/+', 'a', false],
    ['+/b', '/b', true],
    ['a/#', 'a', true],
    ['a/#', 'a/b/c', true],
    ['#', 'a/b', true],
    ['#', '$SYS/x', false],
    ['+/x', '$SYS/x', false],
    ['$SYS/#', '$SYS/x', true],
    ['a/+/c', 'a//c', true],
  ];
  for (const [filter, topic, expected] of rows) {
    it(`${filter} ${expected ? 'selects' : 'leaves out'} ${topic}`, () => {
      assert.equal(filterSelects(filter, topic), expected);
    });
  }
});
