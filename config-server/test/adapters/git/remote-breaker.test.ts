import assert from 'node:assert/strict';
import { ManualTime } from '@vernal/core/testing';
import { RemoteBreaker } from '../../../src/adapters/git/remote-breaker.ts';

describe('the breaker of a remote', () => {
  /** How long it stays open, to 100 ms. */
  async function openMs(breaker: RemoteBreaker, time: ManualTime): Promise<number> {
    const startedAt = time.now();
    while (breaker.isOpen) await time.advance(100);
    return time.now() - startedAt;
  }

  async function pauses(tookMs: number, failures: number): Promise<number[]> {
    const time = new ManualTime();
    const breaker = new RemoteBreaker(time);
    const all: number[] = [];
    for (let count = 0; count < failures; count++) {
      breaker.failed(tookMs);
      all.push(await openMs(breaker, time));
    }
    return all;
  }

  it('lets a first failure pass that was quick, then opens for longer with each in a row', async () => {
    const pausesMs = [0, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000];
    assert.deepEqual(await pauses(10, 9), pausesMs);
  });

  it('opens at once after a failure that was slow', async () => {
    assert.deepEqual(await pauses(5_000, 5), [5_000, 10_000, 20_000, 30_000, 30_000]);
  });

  it('closes with a success, and begins anew', async () => {
    const time = new ManualTime();
    const breaker = new RemoteBreaker(time);
    for (let count = 0; count < 5; count++) breaker.failed(5_000);
    assert.equal(breaker.backoff, 10);
    breaker.succeeded();
    assert.equal(breaker.isOpen, false);
    assert.equal(breaker.backoff, 1);
    breaker.keptWaiting();
    assert.equal(await openMs(breaker, time), 5_000);
  });
});
