import assert from 'node:assert/strict';
import type { InstanceSearch } from '../../src/dashboard/instance-search.ts';
import { viewListing } from '../../src/dashboard/listing-view.ts';
import { CLIENT, createRegistry } from '../domain/registry-fixture.ts';
import { sampleInstance } from '../sample-instance.ts';

const EVERYTHING: InstanceSearch = { text: '', app: '', status: '' };
const FIRST = { applications: 1, instances: 1 };

/** A registry of so many instances, spread over applications in turn. */
function fill(instances: number, applications: number) {
  const { registry } = createRegistry();
  for (let n = 0; n < instances; n += 1) {
    const app = `APP${String(n % applications).padStart(3, '0')}`;
    const metadata = { zone: `z${n % 2}`, version: '1.0' };
    registry.register(sampleInstance({ app, instanceId: `n${n}`, metadata }), CLIENT);
  }
  return registry.table;
}

describe('the listing of the dashboard', () => {
  it('counts statuses, zones and versions of each application', () => {
    const { registry } = createRegistry();
    const metadata = { zone: 'z1', version: '2.0' };
    registry.register(sampleInstance({ metadata }), CLIENT);
    registry.register(sampleInstance({ instanceId: 'n2', status: 'DOWN' }), CLIENT);
    const { applications } = viewListing(registry.table, EVERYTHING, FIRST);
    assert.deepEqual(applications.items, [
      {
        name: 'ORDERS',
        total: 2,
        up: 1,
        statuses: [
          { name: 'UP', count: 1 },
          { name: 'DOWN', count: 1 },
        ],
        zones: [
          { name: '', count: 1 },
          { name: 'z1', count: 1 },
        ],
        versions: [
          { name: '', count: 1 },
          { name: '2.0', count: 1 },
        ],
      },
    ]);
  });

  it('takes the zone of an instance on Amazon from its data centre', () => {
    const { registry } = createRegistry();
    const dataCenter = { name: 'Amazon', metadata: { 'availability-zone': 'us-east-1c' } } as const;
    registry.register(sampleInstance({ dataCenter }), CLIENT);
    const { instances } = viewListing(registry.table, EVERYTHING, FIRST);
    assert.equal(instances?.items[0]?.zone, 'us-east-1c');
  });

  it('lists all instances while they are few, in the order of applications and ids', () => {
    const { instances } = viewListing(fill(4, 2), EVERYTHING, FIRST);
    assert.deepEqual(
      instances?.items.map(({ app, instanceId }) => `${app} ${instanceId}`),
      ['APP000 n0', 'APP000 n2', 'APP001 n1', 'APP001 n3'],
    );
  });

  it('lists 5,000 instances by page and on request only', () => {
    const table = fill(5_000, 250);
    const overview = viewListing(table, EVERYTHING, { applications: 3, instances: 1 });
    assert.equal(overview.instances, undefined);
    assert.deepEqual([overview.applications.items.length, overview.applications.count], [50, 3]);
    assert.equal(overview.applications.items[0]?.name, 'APP200');
    const search: InstanceSearch = { ...EVERYTHING, text: 'zone=z1' };
    const { instances } = viewListing(table, search, { applications: 1, instances: 99 });
    assert.deepEqual(
      [instances?.total, instances?.number, instances?.items.length],
      [2_500, 25, 100],
    );
  });

  it('marks what was restored and not heard of since', () => {
    const { registry } = createRegistry();
    registry.restore([sampleInstance()], 600_000);
    const confirmed = () =>
      viewListing(registry.table, EVERYTHING, FIRST).instances?.items[0]?.isConfirmed;
    assert.equal(confirmed(), false);
    registry.renew('ORDERS', 'n1', { origin: 'client' });
    assert.equal(confirmed(), true);
  });
});
