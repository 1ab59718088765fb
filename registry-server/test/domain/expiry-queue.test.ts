import assert from 'node:assert/strict';
import fc from 'fast-check';
import { grantLease, isExpired, type Lease, renewLease } from '../../src/domain/lease.ts';
import { LeaseTable } from '../../src/domain/lease-table.ts';
import { leaseOf, sampleInstance } from '../sample-instance.ts';

const START_MS = Date.UTC(2026, 0, 1);

function granted(id: string, durationSecs: number, nowMs: number, table: LeaseTable): Lease {
  const instance = sampleInstance({ instanceId: id, ...leaseOf(durationSecs) });
  return grantLease(instance, nowMs, table.find('ORDERS', id));
}

function names(leases: Iterable<Lease>): readonly string[] {
  return [...leases].map(({ instance }) => instance.instanceId).sort();
}

describe('the queue of leases that expire', () => {
  it('gives an expired lease in every run until it renews or ends', () => {
    const table = new LeaseTable();
    const lease = granted('n1', 3, START_MS, table);
    table.put(lease);
    assert.deepEqual(names(table.expired(START_MS + 3_000)), []);
    assert.deepEqual(names(table.expired(START_MS + 3_001)), ['n1']);
    assert.deepEqual(names(table.expired(START_MS + 4_000)), ['n1']);
    renewLease(lease, START_MS + 5_000);
    assert.deepEqual(names(table.expired(START_MS + 11_000)), []);
    assert.deepEqual(names(table.expired(START_MS + 11_001)), ['n1']);
    table.remove('ORDERS', 'n1');
    assert.deepEqual(names(table.expired(START_MS + 20_000)), []);
  });

  it('spares who expired within the grace, for now', () => {
    const table = new LeaseTable();
    table.put(granted('n1', 3, START_MS, table));
    assert.deepEqual(names(table.expired(START_MS + 5_000, 2_000)), []);
    assert.deepEqual(names(table.expired(START_MS + 5_001, 2_000)), ['n1']);
  });

  it('finds exactly those that a walk over all leases finds', () => {
    const step = fc.record({
      id: fc.constantFrom('n1', 'n2', 'n3'),
      what: fc.constantFrom('register', 'renew', 'remove', 'tend', 'look'),
      durationSecs: fc.constantFrom(1, 5, 90, 1_000_000),
      laterMs: fc.integer({ min: 0, max: 400_000 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const table = new LeaseTable();
        let nowMs = START_MS;
        for (const { id, what, durationSecs, laterMs } of steps) {
          nowMs += laterMs;
          const lease = table.find('ORDERS', id);
          if (what === 'register') table.put(granted(id, durationSecs, nowMs, table));
          else if (what === 'remove') table.remove('ORDERS', id);
          else if (what === 'renew' && lease !== undefined) renewLease(lease, nowMs);
          else if (what === 'tend') table.tendExpiries(nowMs, 1);
          if (what !== 'look') continue;
          const walked = [...table.all()].filter((one) => isExpired(one, nowMs));
          assert.deepEqual(names(table.expired(nowMs)), names(walked));
        }
      }),
    );
  });
});
