import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { PassThrough } from 'node:stream';
import { ManualTime } from '@vernal/core/testing';
import { Journal } from '../../src/domain/journal/journal.ts';
import { JSON_LINES } from '../../src/http/journal-formats.ts';
import { writeJournal } from '../../src/http/journal-reader.ts';

/** A reader whose connection holds some bytes only, on a journal that keeps ten events. */
function openReader() {
  const time = new ManualTime();
  const journal = new Journal(10, time);
  const drain = new AbortController();
  const connection = new PassThrough({ highWaterMark: 64 });
  const response = Object.assign(connection, { flushHeaders: () => undefined });
  writeJournal(response as unknown as ServerResponse, {
    journal,
    query: { after: undefined, follow: true, matches: () => true },
    from: journal.lastId,
    format: JSON_LINES,
    timers: time,
    draining: drain.signal,
  });
  const record = (count: number) => {
    for (let n = 0; n < count; n += 1) {
      const status = 'UP';
      const instanceId = `n${n}`;
      const by = { actor: 'ann', origin: 'client' } as const;
      journal.record({ type: 'registered', app: 'ORDERS', instanceId, status, ...by });
    }
  };
  return { time, connection, record };
}

describe('a slow reader of the journal', () => {
  it('costs no memory: what it did not take in time it is told to fetch anew', async () => {
    const { connection, record } = openReader();
    record(1_000);
    assert.ok(connection.writableLength + connection.readableLength < 1_000);
    const told: { type: string; instanceId?: string }[] = [];
    for await (const chunk of connection) {
      for (const line of String(chunk).trim().split('\n')) told.push(JSON.parse(line));
      if (told.at(-1)?.instanceId === 'n999') break;
    }
    const resync = told.findIndex(({ type }) => type === 'resync');
    assert.ok(resync > 0);
    assert.equal(told[resync + 1]?.instanceId, 'n990');
    assert.equal(told.length, resync + 11);
  });

  it('is dropped when it takes nothing between two pings', async () => {
    const { time, connection, record } = openReader();
    record(10);
    await time.advance(15_000);
    assert.equal(connection.destroyed, true);
    assert.equal(time.pending, 0);
  });
});
