import assert from 'node:assert/strict';
import { seededRandom } from '@vernal/core/testing';
import { Backoff } from '../../src/transport/backoff.ts';

describe('pauses between attempts to connect', () => {
  it('have a ceiling that grows from 100 ms to 2 s', () => {
    const longest = new Backoff({ below: (maxExclusive) => maxExclusive - 1 });
    const pauses = Array.from({ length: 7 }, () => longest.nextMs());
    assert.deepEqual(pauses, [100, 200, 400, 800, 1600, 2000, 2000]);
    longest.reset();
    assert.equal(longest.nextMs(), 100);
  });

  it('spread a thousand clients over the whole window [bus 42]', () => {
    const random = seededRandom(7);
    const seconds = Array.from({ length: 1_000 }, () => {
      const backoff = new Backoff(random);
      for (let attempt = 0; attempt < 5; attempt += 1) backoff.nextMs();
      return Math.floor(backoff.nextMs() / 500);
    });
    for (const quarter of [0, 1, 2, 3]) {
      const share = seconds.filter((slot) => slot === quarter).length;
      assert.ok(share > 200 && share < 300, `${share} in quarter ${quarter}`);
    }
  });
});
