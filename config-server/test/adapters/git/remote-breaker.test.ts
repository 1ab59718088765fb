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

  /** How long the remote is left alone, to 100 ms. */
  async function restMs(): Promise<number> {
    const startedAt = time.now();
    while (breaker.isResting) await time.advance(100);
    return time.now() - startedAt;
  }

  /** For how long the remote is left alone after each of some failures, this time after the first. */
  async function pauses(tookMs: number, ...afterMs: readonly number[]): Promise<number[]> {
    const firstAt = time.now();
    const all: number[] = [];
    for (const ms of afterMs) {
      await time.advance(firstAt + ms - time.now());
      breaker.failed(tookMs);
      all.push(await restMs());
    }
    return all;
  }

  it('hardly leaves a remote alone after failures that are quick and have just begun', async () => {
    assert.deepEqual(await pauses(10, 0, 100, 500), [0, 100, 100]);
  });

  it('leaves it alone for a tenth of the time that the remote has failed for, at most for 30 seconds', async () => {
    assert.deepEqual(
      await pauses(10, 0, 10_000, 60_000, 200_000, 900_000),
      [0, 1_000, 6_000, 20_000, 30_000],
    );
  });

  it('leaves it alone for 5 seconds at least after a failure that was slow', async () => {
    assert.deepEqual(await pauses(5_000, 0, 20_000, 100_000), [5_000, 5_000, 10_000]);
  });

  it('leaves it alone no shorter because a check that was under way besides fails quickly', async () => {
    breaker.failed(5_000);
    await time.advance(1_000);
    breaker.failed(10);
    assert.equal(await restMs(), 4_000);
    await time.advance(4_900);
    assert.equal(breaker.isOpen, true);
  });

  it('stays open for as long again after a slow failure, for checks that nobody waits for', async () => {
    breaker.failed(5_000);
    assert.equal(await restMs(), 5_000);
    await time.advance(4_900);
    assert.equal(breaker.isOpen, true);
    await time.advance(100);
    assert.equal(breaker.isOpen, false);
  });

  it('does so after five quick ones, too, not before: a remote that was only restarted is waited for', async () => {
    await pauses(10, 0, 10_000, 12_000, 14_000);
    assert.equal(breaker.isOpen, false);
    await pauses(10, 6_000);
    assert.equal(breaker.isOpen, true);
  });

  it('closes with a success, and begins anew', async () => {
    breaker.failed(5_000);
    assert.equal(breaker.failingSince, time.now());
    breaker.succeeded();
    assert.equal(breaker.isOpen || breaker.isResting, false);
    assert.equal(breaker.failingSince, undefined);
    breaker.keptWaiting();
    assert.equal(await restMs(), 5_000);
  });
});
