import assert from 'node:assert/strict';
import { RenewalRate } from '../../src/domain/renewal-rate.ts';
import { SelfPreservation } from '../../src/domain/self-preservation.ts';

function preservation(expectedRenewalIntervalMs = 30_000): SelfPreservation {
  const rules = { enabled: true, renewalPercentThreshold: 0.85, expectedRenewalIntervalMs };
  return new SelfPreservation(rules, 0);
}

describe('the threshold of self-preservation', () => {
  it('follows clients, interval and share [eureka 89]', () => {
    const every30s = preservation();
    every30s.expect(10);
    assert.equal(every30s.threshold, 17);
    const every10s = preservation(10_000);
    every10s.expect(10);
    assert.equal(every10s.threshold, 51);
  });

  it('counts one client more and one less', () => {
    const rules = preservation();
    rules.expect(9);
    rules.expectOneMore();
    assert.equal(rules.threshold, 17);
    rules.expectOneLess();
    assert.equal(rules.threshold, 15);
  });

  it('must be exceeded, not only reached', () => {
    const rules = preservation();
    rules.expect(5);
    assert.equal(rules.threshold, 8);
    for (let n = 0; n < 8; n++) rules.countRenewal('ORDERS', 0);
    assert.equal(rules.allowsExpiration(60_000), false);
    for (let n = 0; n < 9; n++) rules.countRenewal('ORDERS', 60_000);
    assert.equal(rules.allowsExpiration(120_000), true);
  });

  it('is corrected to the instances listed, unless they fell below the share', () => {
    const rules = preservation();
    rules.expect(100);
    rules.adjustTo(90);
    assert.equal(rules.threshold, 153);
    rules.adjustTo(50);
    assert.equal(rules.threshold, 153);
  });
});

describe('the renewals of the last minute', () => {
  it('are those of the last complete one', () => {
    const rate = new RenewalRate(0);
    rate.count(10);
    rate.count(59_999);
    assert.equal(rate.lastMinute(59_999), 0);
    assert.equal(rate.lastMinute(60_000), 2);
    rate.count(60_001);
    assert.equal(rate.lastMinute(120_000), 1);
  });

  it('are none after a minute without any', () => {
    const rate = new RenewalRate(0);
    rate.count(10);
    assert.equal(rate.lastMinute(180_000), 0);
  });
});
