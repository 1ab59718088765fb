import assert from 'node:assert/strict';
import { ManualTime, seededRandom, settle } from '@vernal/core/testing';
import { createBackoff, jittered } from '../../src/pacing/backoff.ts';
import { createPacedLoop } from '../../src/pacing/paced-loop.ts';

describe('paced loop', () => {
  it('runs again after the pause that the run asked for', async () => {
    const time = new ManualTime();
    let runs = 0;
    const loop = createPacedLoop({
      timers: time,
      run: async () => (++runs === 1 ? 500 : undefined),
    });
    await loop.runNow();
    await time.advance(499);
    assert.equal(runs, 1);
    await time.advance(1);
    assert.equal(runs, 2);
    assert.equal(time.pending, 0);
  });

  it('shares one further run among ten calls made during a run [client-sdk 69]', async () => {
    const finish: (() => void)[] = [];
    const run = () => new Promise<undefined>((resolve) => finish.push(() => resolve(undefined)));
    const loop = createPacedLoop({ timers: new ManualTime(), run });
    const first = loop.runNow();
    const others = Array.from({ length: 10 }, () => loop.runNow());
    finish[0]?.();
    await first;
    await settle();
    assert.equal(finish.length, 2);
    finish[1]?.();
    await Promise.all(others);
    await settle();
    assert.equal(finish.length, 2);
  });

  it('leaves no timer behind when it is stopped, even during a run [client-sdk 56]', async () => {
    const time = new ManualTime();
    const loop = createPacedLoop({ timers: time, run: async () => 1_000 });
    const running = loop.runNow();
    await loop.stop();
    await running;
    await loop.stop();
    await loop.runNow();
    assert.equal(time.pending, 0);
  });
});

describe('pauses', () => {
  it('keeps attempts between half a second and two seconds apart', () => {
    const backoff = createBackoff(seededRandom(1));
    const pauses = Array.from({ length: 20 }, () => backoff.nextMs());
    assert.ok(pauses.every((pauseMs) => pauseMs >= 500 && pauseMs < 2_000));
    assert.ok(Math.max(...pauses) > 1_000);
    backoff.reset();
    assert.ok(backoff.nextMs() < 1_000);
  });

  it('stays within a tenth of the interval [client-sdk 44]', () => {
    const random = seededRandom(3);
    const pauses = Array.from({ length: 500 }, () => jittered(30_000, random));
    assert.ok(pauses.every((pauseMs) => pauseMs >= 27_000 && pauseMs <= 33_000));
    assert.ok(new Set(pauses).size > 100);
  });
});
