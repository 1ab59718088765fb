import assert from 'node:assert/strict';
import { type Lifecycle, sequence } from '../src/index.ts';

function recorded(name: string, journal: string[], problem?: Error): Lifecycle {
  return {
    async start() {
      journal.push(`start ${name}`);
      if (problem !== undefined) throw problem;
    },
    async stop() {
      journal.push(`stop ${name}`);
    },
  };
}

describe('sequence', () => {
  it('starts in order and stops in reverse', async () => {
    const journal: string[] = [];
    const all = sequence([recorded('store', journal), recorded('http', journal)]);
    await all.start();
    await all.stop();
    assert.deepEqual(journal, ['start store', 'start http', 'stop http', 'stop store']);
  });

  it('stops what already ran, and the part that failed, when a part fails to start', async () => {
    const journal: string[] = [];
    const all = sequence([
      recorded('store', journal),
      recorded('http', journal, new Error('port in use')),
      recorded('peers', journal),
    ]);
    await assert.rejects(all.start(), /port in use/);
    assert.deepEqual(journal, ['start store', 'start http', 'stop http', 'stop store']);
  });

  it('stops only once, however often it is asked', async () => {
    const journal: string[] = [];
    const all = sequence([recorded('store', journal)]);
    await all.start();
    await all.stop();
    await all.stop();
    assert.deepEqual(journal, ['start store', 'stop store']);
  });

  it('stops the others when one cannot be stopped, and reports the problem', async () => {
    const journal: string[] = [];
    const stubborn: Lifecycle = {
      start: () => Promise.resolve(),
      stop: () => Promise.reject(new Error('busy')),
    };
    const all = sequence([recorded('store', journal), stubborn]);
    await all.start();
    await assert.rejects(all.stop(), AggregateError);
    assert.deepEqual(journal, ['start store', 'stop store']);
  });
});
