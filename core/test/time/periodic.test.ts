import assert from 'node:assert/strict';
import { createPeriodic, type Periodic } from '../../src/index.ts';
import { ManualTime, settle } from '../../src/testing/index.ts';

interface Gate {
  readonly running: Promise<void>;
  open(): void;
}

function gate(): Gate {
  let open = (): void => undefined;
  const running = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { running, open: () => open() };
}

describe('createPeriodic', () => {
  let time: ManualTime;
  let errors: unknown[];

  beforeEach(() => {
    time = new ManualTime();
    errors = [];
  });

  function periodic(run: (signal: AbortSignal) => Promise<void> | void): Periodic {
    return createPeriodic({
      timers: time,
      intervalMs: 100,
      run,
      onError: (error) => errors.push(error),
    });
  }

  it('runs once per interval, the first time after one interval', async () => {
    let runs = 0;
    const task = periodic(() => {
      runs += 1;
    });
    await task.start();
    await time.advance(99);
    assert.equal(runs, 0);
    await time.advance(201);
    assert.equal(runs, 3);
    await task.stop();
  });

  it('never overlaps a run that outlasts the interval', async () => {
    const slow = gate();
    let runs = 0;
    const task = periodic(() => {
      runs += 1;
      return slow.running;
    });
    await task.start();
    await time.advance(500);
    assert.equal(runs, 1);
    slow.open();
    await settle();
    await time.advance(100);
    assert.equal(runs, 2);
    await task.stop();
  });

  it('shares one further run among all who ask while one is under way', async () => {
    const gates = [gate(), gate(), gate()];
    let runs = 0;
    const task = periodic(() => gates[runs++]?.running);
    const first = task.runNow();
    const asked = [task.runNow(), task.runNow(), task.runNow()];
    assert.equal(runs, 1);
    gates[0]?.open();
    await first;
    await settle();
    assert.equal(runs, 2);
    gates[1]?.open();
    await Promise.all(asked);
    assert.equal(runs, 2);
    await task.stop();
  });

  it('goes on after a run that failed, and tells of it', async () => {
    const task = periodic(() => Promise.reject(new Error('no route')));
    await task.start();
    await time.advance(200);
    assert.equal(errors.length, 2);
    await task.stop();
  });

  it('leaves no timer after stop, aborts the run and starts no other', async () => {
    const aborted: boolean[] = [];
    const slow = gate();
    const task = periodic(async (signal) => {
      await slow.running;
      aborted.push(signal.aborted);
    });
    await task.start();
    const run = task.runNow();
    const queued = task.runNow();
    const stopped = task.stop();
    slow.open();
    await Promise.all([run, queued, stopped]);
    await task.runNow();
    await task.stop();
    assert.deepEqual(aborted, [true]);
    assert.equal(time.pending, 0);
  });
});
