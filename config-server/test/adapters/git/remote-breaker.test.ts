import assert from 'node:assert/strict';
import { ManualTime } from '@vernal/core/testing';
import { RemoteBreaker } from '../../../src/adapters/git/remote-breaker.ts';

describe('the breaker of a remote', () => {
  let time: ManualTime;
  let breaker: RemoteBreaker;
  beforeEach(() => {
    time = new ManualTime();
    breaker = new RemoteBreaker(time);
  });

  /** How long it stays open, to 100 ms. */
  async function openMs(): Promise<number> {
    const startedAt = time.now();
    while (breaker.isOpen) await time.advance(100);
    return time.now() - startedAt;
  }

  /** For how long each of some failures opens it, this time after the first. */
  async function pauses(tookMs: number, ...afterMs: readonly number[]): Promise<number[]> {
    const firstAt = time.now();
    const all: number[] = [];
    for (const ms of afterMs) {
      await time.advance(firstAt + ms - time.now());
      breaker.failed(tookMs);
      all.push(await openMs());
    }
    return all;
  }

  it('hardly opens after failures that are quick and have just begun', async () => {
    assert.deepEqual(await pauses(10, 0, 100, 500), [0, 100, 100]);
  });

  it('opens for a tenth of the time that the remote has failed for, at most for 30 seconds', async () => {
    assert.deepEqual(
      await pauses(10, 0, 10_000, 60_000, 200_000, 900_000),
      [0, 1_000, 6_000, 20_000, 30_000],
    );
  });

  it('opens for 5 seconds at least after a failure that was slow', async () => {
    assert.deepEqual(await pauses(5_000, 0, 20_000, 100_000), [5_000, 5_000, 10_000]);
  });

  it('closes with a success, and begins anew', async () => {
    breaker.failed(5_000);
    assert.equal(breaker.failingSince, time.now());
    breaker.succeeded();
    assert.equal(breaker.isOpen, false);
    assert.equal(breaker.failingSince, undefined);
    breaker.keptWaiting();
    assert.equal(await openMs(), 5_000);
  });
});
