import assert from 'node:assert/strict';
import { ManualTime } from '@vernal/core/testing';
import { Journal } from '../../../src/domain/journal/journal.ts';
import type { JournalEntry } from '../../../src/domain/journal/journal-event.ts';
import { LastLeases } from '../../../src/domain/journal/last-leases.ts';
import { recordChanges } from '../../../src/domain/journal/record-changes.ts';
import { sampleInstance } from '../../sample-instance.ts';
import { CLIENT, createRegistry } from '../registry-fixture.ts';

const OPERATOR = { origin: 'client', actor: 'ann', reason: 'disk is full' } as const;

function entry(instanceId: string): JournalEntry {
  const type = 'registered';
  return { type, app: 'ORDERS', instanceId, status: 'UP', actor: 'ann', origin: 'client' };
}

describe('the journal', () => {
  it('tells who did what to which instance, and why', async () => {
    const { registry, eviction, time } = createRegistry();
    const journal = new Journal(100, time);
    recordChanges(registry, journal);
    registry.register(sampleInstance(), CLIENT);
    registry.overrideStatus('ORDERS', 'n1', { status: 'OUT_OF_SERVICE', cause: OPERATOR });
    registry.cancel('ORDERS', 'n1', CLIENT);
    registry.register(sampleInstance({ instanceId: 'n2' }), CLIENT);
    await time.advance(200_000);
    eviction.run();
    assert.deepEqual(
      [...journal.newestFirst()].map(({ id: _id, atMs, ...rest }) => ({
        seconds: (atMs - (time.now() - 200_000)) / 1_000,
        ...rest,
      })),
      [
        {
          seconds: 200,
          type: 'evicted',
          app: 'ORDERS',
          instanceId: 'n2',
          status: 'UP',
          origin: 'registry',
          actor: 'registry',
          reason: 'lease expired',
        },
        { seconds: 0, ...entry('n2'), ...CLIENT },
        { seconds: 0, ...entry('n1'), ...CLIENT, type: 'cancelled', status: 'OUT_OF_SERVICE' },
        {
          seconds: 0,
          ...entry('n1'),
          ...OPERATOR,
          type: 'status-changed',
          status: 'OUT_OF_SERVICE',
        },
        { seconds: 0, ...entry('n1'), ...CLIENT },
      ],
    );
  });

  it('notes a renewal only when it comes after one was missed', async () => {
    const { registry, time } = createRegistry();
    const journal = new Journal(100, time);
    recordChanges(registry, journal);
    registry.register(sampleInstance(), CLIENT);
    for (const silentSeconds of [30, 60, 61, 30]) {
      await time.advance(silentSeconds * 1_000);
      registry.renew('ORDERS', 'n1', { origin: 'client' });
    }
    const told = [...journal.newestFirst()].map(({ type, reason }) => [type, reason]);
    assert.deepEqual(told, [
      ['renewed-after-miss', 'silent for 61 s'],
      ['registered', undefined],
    ]);
  });

  it('resumes after an id without a gap', () => {
    const journal = new Journal(10, new ManualTime());
    const start = journal.lastId;
    assert.deepEqual(journal.after(start), { kind: 'end' });
    journal.record(entry('n1'));
    journal.record(entry('n2'));
    const first = journal.after(start);
    assert.ok(first.kind === 'next');
    assert.equal(first.event.instanceId, 'n1');
    const second = journal.after(first.event.id);
    assert.ok(second.kind === 'next');
    assert.equal(second.event.instanceId, 'n2');
    assert.equal(second.event.id, first.event.id + 1);
    assert.deepEqual(journal.after(second.event.id), { kind: 'end' });
  });

  it('says so when events after an id are gone, and where to go on', () => {
    const journal = new Journal(2, new ManualTime());
    const start = journal.lastId;
    for (const instanceId of ['n1', 'n2', 'n3']) journal.record(entry(instanceId));
    const page = journal.after(start);
    assert.deepEqual(page, { kind: 'gap', resumeAfter: start + 1 });
    const next = journal.after(start + 1);
    assert.ok(next.kind === 'next');
    assert.equal(next.event.instanceId, 'n2');
    assert.equal([...journal.newestFirst()].length, 2);
  });

  it('knows ids of an earlier run as gone', async () => {
    const time = new ManualTime();
    const earlier = new Journal(10, time);
    for (let n = 0; n < 5; n += 1) earlier.record(entry(`n${n}`));
    await time.advance(1);
    const later = new Journal(10, time);
    later.record(entry('n9'));
    assert.equal(later.after(earlier.lastId).kind, 'gap');
  });
});

describe('the last leases', () => {
  it('are those that began and those that ended, attempts for unknown ids included', () => {
    const { registry, time } = createRegistry();
    const lastLeases = new LastLeases(registry, time);
    registry.register(sampleInstance(), CLIENT);
    registry.cancel('ORDERS', 'n1', CLIENT);
    registry.cancel('ORDERS', 'n7', CLIENT);
    const atMs = time.now();
    assert.deepEqual(lastLeases.registered, [{ lease: 'ORDERS(n1)', atMs }]);
    assert.deepEqual(lastLeases.cancelled, [
      { lease: 'ORDERS(n7)', atMs },
      { lease: 'ORDERS(n1)', atMs },
    ]);
  });

  it('are a thousand of each, newest first', () => {
    const { registry, time } = createRegistry();
    const lastLeases = new LastLeases(registry, time);
    for (let n = 0; n < 1_001; n += 1) {
      registry.register(sampleInstance({ instanceId: `n${n}` }), CLIENT);
    }
    assert.equal(lastLeases.registered.length, 1_000);
    assert.equal(lastLeases.registered[0]?.lease, 'ORDERS(n1000)');
    assert.equal(lastLeases.registered.at(-1)?.lease, 'ORDERS(n1)');
  });
});
