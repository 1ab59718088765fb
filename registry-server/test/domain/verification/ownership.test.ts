import assert from 'node:assert/strict';
import { grantLease, type Lease, noteServiceUp, renewLease } from '../../../src/domain/lease.ts';
import { LeaseTable } from '../../../src/domain/lease-table.ts';
import { Acquaintances } from '../../../src/domain/verification/acquaintances.ts';
import { ownershipOf } from '../../../src/domain/verification/ownership.ts';
import { sampleInstance } from '../../sample-instance.ts';

const START_MS = Date.UTC(2026, 0, 1);

describe('whose an address is', () => {
  let table: LeaseTable;
  let acquaintances: Acquaintances;

  beforeEach(() => {
    table = new LeaseTable();
    acquaintances = new Acquaintances();
  });

  function register(instanceId: string, atMs: number, app = 'ORDERS'): Lease {
    const instance = sampleInstance({ instanceId, app, hostName: `${instanceId}.lab` });
    const lease = grantLease(instance, atMs, table.find(app, instanceId));
    noteServiceUp(lease, atMs);
    table.put(lease);
    acquaintances.meet(lease);
    return lease;
  }

  function ownership(lease: Lease, nowMs: number): string {
    const find = table.find.bind(table);
    return ownershipOf(lease, { acquaintances, find, nowMs }).kind;
  }

  it('is its own while nobody else registers it', () => {
    const lease = register('n1', START_MS);
    assert.equal(ownership(lease, START_MS), 'own');
  });

  it('is taken by one that came up after it fell silent, and renewed', () => {
    const lease = register('n1', START_MS);
    const other = register('n2', START_MS + 60_000, 'BILLING');
    assert.equal(ownership(lease, START_MS + 61_000), 'shared');
    renewLease(other, START_MS + 90_000);
    assert.equal(ownership(lease, START_MS + 91_000), 'taken');
    assert.equal(ownership(other, START_MS + 91_000), 'own');
    assert.equal(ownership(lease, START_MS + 9_000_000), 'shared', 'the other expired too');
  });

  it('is shared by two that renewed at the same time', () => {
    const lease = register('n1', START_MS);
    const other = register('n2', START_MS + 60_000);
    renewLease(lease, START_MS + 70_000);
    renewLease(other, START_MS + 90_000);
    assert.equal(ownership(lease, START_MS + 91_000), 'shared');
    register('n2', START_MS + 120_000);
    assert.equal(
      ownership(lease, START_MS + 121_000),
      'shared',
      'registering again is no take-over',
    );
  });

  it('is its own again when the other has gone', () => {
    const lease = register('n1', START_MS);
    const other = register('n2', START_MS + 60_000);
    table.remove('ORDERS', 'n2');
    acquaintances.part(other);
    assert.equal(ownership(lease, START_MS + 61_000), 'own');
  });

  it('is nobody’s without an enabled port', () => {
    const port = { number: 1, enabled: false };
    const lease = grantLease(sampleInstance({ port, securePort: port }), START_MS);
    assert.equal(ownership(lease, START_MS), 'none');
  });
});

describe('acquaintances', () => {
  it('remember an answer across a registration at the same address, not at another', () => {
    const acquaintances = new Acquaintances();
    const at = (ipAddr: string) => grantLease(sampleInstance({ ipAddr }), START_MS);
    acquaintances.meet(at('10.0.0.1'));
    const known = acquaintances.of(at('10.0.0.1'));
    assert.ok(known);
    known.answeredAt = '10.0.0.1:8080';
    assert.deepEqual(acquaintances.strangers(), []);
    acquaintances.meet(at('10.0.0.1'));
    assert.equal(acquaintances.of(at('10.0.0.1'))?.answeredAt, '10.0.0.1:8080');
    acquaintances.meet(at('10.0.0.2'));
    assert.equal(acquaintances.of(at('10.0.0.2'))?.answeredAt, undefined);
    assert.equal(acquaintances.holderOf('10.0.0.1:8080'), undefined);
  });
});
