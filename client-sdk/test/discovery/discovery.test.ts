import assert from 'node:assert/strict';
import type { InstanceInfo } from '@vernal/protocol/eureka';
import { createDiscovery } from '../../src/discovery/discovery.ts';
import { AWAY, FakeExchange } from '../fakes/fake-exchange.ts';
import { applications, instanceInfo } from '../fakes/instances.ts';
import { manualRuntime } from '../fakes/manual-runtime.ts';

function setUp() {
  const exchange = new FakeExchange();
  const runtime = manualRuntime();
  const changes: unknown[] = [];
  const discovery = createDiscovery(
    {
      exchange,
      fetchIntervalMs: 30_000,
      emit: (name, event) => name === 'discovery:changed' && changes.push(event),
    },
    runtime,
  );
  function serve(...infos: InstanceInfo[]): void {
    exchange.onFetchAll = () => ({ kind: 'ok', value: applications(infos) });
    exchange.onFetchDelta = () => ({ kind: 'absent' });
  }
  return { exchange, discovery, changes, serve, ...runtime };
}

const one = instanceInfo('catalog', 1);
const two = instanceInfo('catalog', 2);

describe('discovery', () => {
  it('finds a service in any case', async () => {
    const { discovery, serve } = setUp();
    serve(one);
    await discovery.refresh();
    assert.equal(discovery.instances('Catalog').length, 1);
    assert.equal(discovery.instances('catalog'), discovery.instances('CATALOG'));
    assert.deepEqual(discovery.services(), ['catalog']);
    assert.deepEqual(discovery.instances('nobody'), []);
  });

  it('keeps the last list while the registry is away, and says how old it is [client-sdk 50]', async () => {
    const { discovery, exchange, serve, time } = setUp();
    assert.deepEqual(discovery.staleness, { ageMs: Number.POSITIVE_INFINITY, source: 'none' });
    serve(one);
    await discovery.refresh();
    exchange.onFetchDelta = () => AWAY;
    await time.advance(120_000);
    assert.equal(discovery.instances('catalog').length, 1);
    assert.deepEqual(discovery.staleness, { ageMs: 120_000, source: 'remote' });
    assert.equal(discovery.problem, AWAY.problem);
  });

  it('has the list again within two seconds after an outage', async () => {
    const { discovery, serve, time } = setUp();
    await discovery.refresh();
    await time.advance(60_000);
    serve(one);
    await time.advance(2_000);
    assert.equal(discovery.instances('catalog').length, 1);
    assert.equal(discovery.problem, undefined);
  });

  it('does not drop everything for one empty answer [client-sdk 51]', async () => {
    const { discovery, serve, time } = setUp();
    serve(one);
    await discovery.refresh();
    serve();
    await discovery.refresh();
    assert.equal(discovery.instances('catalog').length, 1);
    await time.advance(33_000);
    assert.equal(discovery.instances('catalog').length, 0);
  });

  it('tells a watcher what was added and removed, and nothing when nothing changed [client-sdk 52]', async () => {
    const { discovery, changes, serve } = setUp();
    const told: string[] = [];
    const ports = (list: readonly { port: number }[]) => list.map(({ port }) => port).join();
    const cancel = discovery.watch('CATALOG', (now, { added, removed }) => {
      told.push(`${ports(now)} +${ports(added)} -${ports(removed)}`);
    });
    serve(one);
    await discovery.refresh();
    await discovery.refresh();
    serve(two);
    await discovery.refresh();
    cancel();
    serve(one, two);
    await discovery.refresh();
    assert.deepEqual(told, ['1 +1 -', '2 +2 -1']);
    assert.equal(changes.length, 3);
  });

  it('lets no failing watcher stop the others', async () => {
    const { discovery, logger, serve } = setUp();
    let told = 0;
    discovery.watch('catalog', () => {
      throw new Error('mine');
    });
    discovery.watch('catalog', () => {
      told += 1;
    });
    serve(one);
    await discovery.refresh();
    assert.equal(told, 1);
    assert.equal(logger.lines.at(-1)?.level, 'error');
  });

  it('waits until enough instances are up', async () => {
    const { discovery, serve } = setUp();
    const waiting = discovery.waitFor('catalog', { min: 2 });
    serve(one);
    await discovery.refresh();
    serve(one, two);
    await discovery.refresh();
    assert.equal((await waiting).length, 2);
    assert.equal((await discovery.waitFor('catalog')).length, 2);
  });

  it('stops waiting when asked to, or when it is closed', async () => {
    const { discovery, time } = setUp();
    const aborted = discovery.waitFor('catalog', {
      signal: AbortSignal.abort(new Error('enough')),
    });
    await assert.rejects(aborted, /enough/);
    const waiting = discovery.waitFor('catalog');
    await discovery.stop();
    await assert.rejects(waiting, { code: 'CLOSED' });
    assert.equal(time.pending, 0);
  });
});
