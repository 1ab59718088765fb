import assert from 'node:assert/strict';
import { median, quantile } from '../../src/report/statistics.ts';

describe('statistics of rounds', () => {
  it('takes the middle value, or the mean of the two in the middle', () => {
    assert.equal(median([3, 1, 2]), 2);
    assert.equal(median([4, 1, 2, 3]), 2.5);
    assert.ok(Number.isNaN(median([])));
  });

  it('takes the smallest value that a share of all does not exceed', () => {
    const values = Array.from({ length: 100 }, (_, index) => index + 1);
    assert.equal(quantile(values, 0.5), 50);
    assert.equal(quantile(values, 0.99), 99);
    assert.equal(quantile([7], 0.99), 7);
  });
});
