import assert from 'node:assert/strict';
import { seededRandom } from '@vernal/core/testing';
import { RoundRobin } from '../../src/balancer/round-robin.ts';

const random = seededRandom(5);
const picks = (robin: RoundRobin, list: readonly string[], count: number) =>
  Array.from({ length: count }, () => robin.next(list));

describe('round robin', () => {
  it('visits every instance exactly once in n picks [client-sdk 1]', () => {
    const list = ['a', 'b', 'c', 'd', 'e'];
    assert.deepEqual(picks(new RoundRobin(random), list, 5).sort(), list);
  });

  it('does not advance when there is only one [client-sdk 2]', () => {
    const robin = new RoundRobin(random, 0);
    assert.deepEqual(picks(robin, ['a'], 7), Array(7).fill('a'));
    assert.equal(robin.next(['a', 'b', 'c']), 'b');
    assert.equal(robin.next([]), undefined);
    assert.equal(robin.next(['a', 'b', 'c']), 'c');
  });

  it('starts at random below 1000, or after the seed [client-sdk 3]', () => {
    const asked: number[] = [];
    const spy = { below: (max: number) => asked.push(max) + 3 };
    assert.equal(new RoundRobin(spy).next(['a', 'b', 'c']), 'c');
    assert.deepEqual(asked, [1_000]);
    assert.equal(new RoundRobin(random, 7).next(['a', 'b', 'c']), 'c');
  });

  it('wraps past 2^31-1 without a negative index [client-sdk 4]', () => {
    const robin = new RoundRobin(random, 2 ** 31 - 2);
    assert.deepEqual(picks(robin, ['a', 'b'], 3), ['b', 'a', 'b']);
  });
});
