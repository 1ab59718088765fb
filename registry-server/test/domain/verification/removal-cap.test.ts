import assert from 'node:assert/strict';
import { RemovalCap } from '../../../src/domain/verification/removal-cap.ts';

function taken(cap: RemovalCap, app: string, instances: number, nowMs: number): number {
  let count = 0;
  while (count < 1_000 && cap.take(app, instances - count, nowMs)) count += 1;
  return count;
}

describe('the removals of a minute', () => {
  it('are a share of the application, each application by itself', () => {
    const cap = new RemovalCap(0.15);
    assert.equal(taken(cap, 'ORDERS', 100, 0), 15);
    assert.equal(taken(cap, 'BILLING', 40, 1), 6);
    assert.equal(taken(cap, 'ORDERS', 85, 59_999), 0);
    assert.equal(taken(cap, 'ORDERS', 85, 60_000), 12);
  });

  it('are one at least', () => {
    assert.equal(taken(new RemovalCap(0.15), 'ORDERS', 3, 0), 1);
    assert.equal(taken(new RemovalCap(0), 'ORDERS', 300, 0), 1);
  });

  it('count anew after a minute without any', () => {
    const cap = new RemovalCap(1);
    assert.equal(taken(cap, 'ORDERS', 2, 0), 2);
    cap.tidy(120_000);
    assert.equal(taken(cap, 'ORDERS', 2, 120_000), 2);
  });
});
