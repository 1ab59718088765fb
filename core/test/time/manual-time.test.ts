import assert from 'node:assert/strict';
import { ManualTime } from '../../src/testing/index.ts';

describe('ManualTime', () => {
  it('fires what falls due in the order of time, at the time it fell due', async () => {
    const time = new ManualTime(1_000);
    const seen: [string, number][] = [];
    time.after(30, () => seen.push(['once', time.now()]));
    const cancel = time.every(20, () => seen.push(['every', time.now()]));
    await time.advance(50);
    cancel();
    await time.advance(50);
    assert.deepEqual(seen, [
      ['every', 1_020],
      ['once', 1_030],
      ['every', 1_040],
    ]);
    assert.equal(time.now(), 1_100);
    assert.equal(time.pending, 0);
  });
});
