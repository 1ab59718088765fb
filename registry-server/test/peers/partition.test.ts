import assert from 'node:assert/strict';
import { CLIENT } from '../domain/registry-fixture.ts';
import { SimulatedCluster } from './simulated-cluster.ts';

const MINUTE_MS = 60_000;

/** Three registries with twenty services each, after they have heard of each other. */
async function createCluster() {
  const cluster = new SimulatedCluster(['a', 'b', 'c']);
  const services = new Map<string, { stop(): void; crash(): void }>();
  for (const name of ['a', 'b', 'c']) {
    for (let n = 0; n < 20; n += 1) {
      services.set(`${name}${n}`, cluster.runService(`${name}${n}`, name));
    }
  }
  await cluster.time.advance(2 * MINUTE_MS);
  return { cluster, services, all: [...cluster.registries.values()] };
}

function same<Value>(values: readonly Value[]): Value {
  const [first, ...others] = values;
  for (const other of others) assert.deepEqual(other, first);
  return first as Value;
}

describe('a network that splits two registries from the third', function () {
  this.timeout(20_000);

  it('heals after 2 minutes: same lists, same hash codes, nobody evicted', async () => {
    const { cluster, all } = await createCluster();
    const before = same(all.map((one) => one.ids()));
    assert.equal(before.length, 60);
    cluster.network.split(['a', 'b'], ['c']);
    await cluster.time.advance(2 * MINUTE_MS);
    assert.deepEqual(same(all.map((one) => one.ids())), before);
    cluster.network.heal();
    await cluster.time.advance(MINUTE_MS);
    assert.deepEqual(same(all.map((one) => one.ids())), before);
    assert.equal(same(all.map(({ registry }) => registry.table.hashCode)), 'UP_60_');
    await cluster.time.advance(5 * MINUTE_MS);
    assert.deepEqual(
      all.map(({ evictions }) => evictions),
      [0, 0, 0],
    );
    for (const one of all) {
      for (const view of one.nodes.list()) {
        assert.deepEqual([view.state, view.sameHash, view.queue < 60], ['up', true, true]);
      }
    }
  });

  it('heals what happened on both sides meanwhile', async () => {
    const { cluster, services, all } = await createCluster();
    cluster.network.split(['a', 'b'], ['c']);
    cluster.runService('new-on-a', 'a');
    cluster.runService('new-on-c', 'c');
    services.get('a0')?.stop();
    services.get('c0')?.stop();
    const out = { status: 'OUT_OF_SERVICE', cause: CLIENT } as const;
    cluster.at('a').registry.overrideStatus('ORDERS', 'c1', out);
    cluster.at('c').registry.overrideStatus('ORDERS', 'a1', out);
    await cluster.time.advance(2 * MINUTE_MS);
    cluster.network.heal();
    await cluster.time.advance(MINUTE_MS);
    const ids = same(all.map((one) => one.ids()));
    assert.equal(ids.includes('new-on-a') && ids.includes('new-on-c'), true);
    assert.equal(ids.includes('a0') || ids.includes('c0'), false);
    assert.deepEqual(same(all.map((one) => [one.status('a1'), one.status('c1')])), [
      'OUT_OF_SERVICE',
      'OUT_OF_SERVICE',
    ]);
    assert.equal(
      same(all.map(({ registry }) => registry.table.hashCode)),
      'OUT_OF_SERVICE_2_UP_58_',
    );
    assert.deepEqual(
      all.map(({ evictions }) => evictions),
      [0, 0, 0],
    );
  });

  it('heals after ten minutes too: self-preservation holds back what the other side renews', async () => {
    const { cluster, all } = await createCluster();
    cluster.network.split(['a', 'b'], ['c']);
    await cluster.time.advance(10 * MINUTE_MS);
    cluster.network.heal();
    await cluster.time.advance(2 * MINUTE_MS);
    assert.equal(same(all.map(({ registry }) => registry.table.hashCode)), 'UP_60_');
    assert.deepEqual(
      all.map(({ evictions }) => evictions),
      [0, 0, 0],
    );
  });

  it('does not keep alive between registries what has died', async () => {
    const { cluster, services, all } = await createCluster();
    cluster.network.split(['a', 'b'], ['c']);
    services.get('a0')?.crash();
    services.get('c0')?.crash();
    await cluster.time.advance(2 * MINUTE_MS);
    cluster.network.heal();
    await cluster.time.advance(6 * MINUTE_MS);
    assert.equal(same(all.map(({ registry }) => registry.table.hashCode)), 'UP_58_');
  });
});
