import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ClientLimit } from '../../../src/domain/rate-limit/client-limit.ts';
import { FetchLimit } from '../../../src/domain/rate-limit/fetch-limit.ts';
import { TokenBucket } from '../../../src/domain/rate-limit/token-bucket.ts';

describe('a token bucket', () => {
  const takenAt = (bucket: TokenBucket, nowMs: number, attempts: number) =>
    Array.from({ length: attempts }, () => bucket.take(nowMs)).filter(Boolean).length;

  it('lets a burst through, then the rate', () => {
    const bucket = new TokenBucket({ burst: 10, perSecond: 5 }, 0);
    assert.equal(takenAt(bucket, 0, 20), 10);
    assert.equal(takenAt(bucket, 1_000, 20), 5);
    assert.equal(takenAt(bucket, 60_000, 20), 10);
  });

  it('says when the next permission is there', () => {
    const bucket = new TokenBucket({ burst: 1, perSecond: 2 }, 0);
    assert.ok(bucket.take(0));
    assert.ok(!bucket.take(100));
    assert.equal(bucket.waitMs(), 400);
    assert.ok(!bucket.take(499));
    assert.ok(bucket.take(500));
  });

  it('never lets more through than burst and rate allow, whatever the clock does', () => {
    const steps = fc.array(fc.integer({ min: -1_000, max: 1_000 }), { maxLength: 100 });
    fc.assert(
      fc.property(steps, (deltas) => {
        const bucket = new TokenBucket({ burst: 3, perSecond: 10 }, 0);
        let nowMs = 0;
        let forwardMs = 0;
        let taken = 0;
        for (const delta of deltas) {
          nowMs += delta;
          forwardMs += Math.max(0, delta);
          if (bucket.take(nowMs)) taken += 1;
        }
        assert.ok(taken <= 3 + forwardMs / 100 + 1e-6);
      }),
    );
  });
});

describe("Eureka's limit of fetches", () => {
  it('limits full fetches beside all of them', () => {
    const limit = new FetchLimit({ burst: 10, fetchesPerSecond: 0, fullFetchesPerSecond: 1 }, 0);
    const full = Array.from({ length: 12 }, () => limit.admits('full', 0));
    assert.equal(full.filter(Boolean).length, 10);
    assert.ok(limit.admits('delta', 0));
  });

  it('is none with a burst of 0, as in Java', () => {
    const limit = new FetchLimit({ burst: 0, fetchesPerSecond: 1, fullFetchesPerSecond: 1 }, 0);
    assert.ok(Array.from({ length: 50 }, () => limit.admits('full', 0)).every(Boolean));
  });
});

describe('the limit of each client', () => {
  it('keeps clients apart', () => {
    const limit = new ClientLimit({ burst: 1, perSecond: 1, maxClients: 10 });
    assert.equal(limit.refuse('a', 0), undefined);
    assert.equal(limit.refuse('a', 0), 1_000);
    assert.equal(limit.refuse('b', 0), undefined);
  });

  it('knows a bounded number of clients, those that were heard last', () => {
    const limit = new ClientLimit({ burst: 1, perSecond: 1, maxClients: 2 });
    for (const client of ['a', 'b', 'a', 'c']) limit.refuse(client, 0);
    assert.equal(limit.size, 2);
    assert.notEqual(limit.refuse('a', 0), undefined);
    assert.equal(limit.refuse('b', 0), undefined);
  });
});
