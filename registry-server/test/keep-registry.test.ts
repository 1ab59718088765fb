import assert from 'node:assert/strict';
import { RecordingLogger } from '@vernal/core/testing';
import type { InstanceInfo } from '@vernal/protocol/eureka';
import { MemoryRegistryStore } from '../src/adapters/memory-registry-store.ts';
import { ReadGate } from '../src/domain/read-gate.ts';
import { keepRegistry } from '../src/keep-registry.ts';
import type { StoredRegistry } from '../src/ports/registry-store.ts';
import { CLIENT, createRegistry } from './domain/registry-fixture.ts';
import { sampleInstance } from './sample-instance.ts';

const HOUR_MS = 3_600_000;
const HEARTBEAT = { origin: 'client' } as const;

/** A store that an earlier run left something in. */
class LeftStore extends MemoryRegistryStore {
  readonly marks: number[] = [];
  readonly #left: StoredRegistry;

  constructor(left: StoredRegistry) {
    super();
    this.#left = left;
  }

  override open(): Promise<StoredRegistry> {
    return Promise.resolve(this.#left);
  }

  override markAlive(nowMs: number): void {
    this.marks.push(nowMs);
  }
}

describe('the start of a registry', () => {
  const stored = sampleInstance({ hostName: 'stored', lastDirtyTimestamp: 2_000 });

  /** A registry that kept `instances` and was away for `awayMs`; its peers know `known`. */
  async function started(
    instances: readonly InstanceInfo[],
    awayMs: number | undefined,
    known?: readonly InstanceInfo[],
  ) {
    const { registry, time } = createRegistry();
    const lastAliveMs = awayMs === undefined ? undefined : time.now() - awayMs;
    const store = new LeftStore({ instances, lastAliveMs });
    let asked = 0;
    const startupSync = {
      fetch: () => {
        asked += 1;
        return Promise.resolve(known);
      },
    };
    const gate = new ReadGate(time, { defaultOpenForTrafficCount: 1, waitWhenSyncEmptyMs: 0 });
    const logger = new RecordingLogger();
    const kept = keepRegistry({
      registry,
      store,
      gate,
      startupSync,
      clock: time,
      timers: time,
      logger,
    });
    await kept.start();
    const hosts = () => [...registry.table.all()].map(({ instance }) => instance.hostName);
    return { registry, time, store, kept, hosts, asked };
  }

  it('asks no peer after a short downtime', async () => {
    const { hosts, asked, registry } = await started([stored], 10_000, [sampleInstance()]);
    assert.deepEqual([asked, hosts(), registry.unconfirmed.list()], [0, ['stored'], []]);
  });

  it('asks the peers when nothing was kept', async () => {
    const { hosts, asked } = await started([], undefined, [sampleInstance({ hostName: 'peer' })]);
    assert.deepEqual([asked, hosts()], [1, ['peer']]);
  });

  it('takes what peers know after a long downtime where it is not older, and confirms it', async () => {
    const newer = sampleInstance({ hostName: 'newer', lastDirtyTimestamp: 3_000 });
    const fromNewer = await started([stored], HOUR_MS, [newer]);
    assert.deepEqual([fromNewer.hosts(), fromNewer.registry.unconfirmed.list()], [['newer'], []]);
    const older = sampleInstance({ hostName: 'older', lastDirtyTimestamp: 1_000 });
    const fromOlder = await started([stored], HOUR_MS, [older]);
    assert.deepEqual([fromOlder.hosts(), fromOlder.registry.unconfirmed.list()], [['stored'], []]);
  });

  it('leaves unconfirmed what no peer knows, or what nobody can be asked about', async () => {
    const other = sampleInstance({ instanceId: 'n2' });
    for (const known of [[other], [], undefined]) {
      const { registry } = await started([stored], HOUR_MS, known);
      const unconfirmed = registry.unconfirmed.list().map(({ instance }) => instance.instanceId);
      assert.deepEqual(unconfirmed, ['n1']);
    }
  });

  it('takes the downtime for long when nothing tells of it', async () => {
    const { registry, asked } = await started([stored], undefined);
    assert.deepEqual([registry.unconfirmed.list().length, asked], [1, 1]);
  });

  it('gives signs of life every five seconds and at the stop', async () => {
    const { store, time, kept } = await started([stored], 10_000);
    const startedAt = time.now();
    await time.advance(5_000);
    await time.advance(2_000);
    await kept.stop();
    await kept.stop();
    const after = store.marks.map((at) => at - startedAt);
    assert.deepEqual(after, [0, 5_000, 7_000]);
    assert.equal(time.pending, 0);
  });

  it('gives none while leases are unconfirmed: another restart must not confirm them', async () => {
    const { store, time, kept, registry } = await started([stored], HOUR_MS);
    await time.advance(10_000);
    assert.deepEqual(store.marks, []);
    registry.renew('ORDERS', 'n1', HEARTBEAT);
    await time.advance(5_000);
    assert.equal(store.marks.length, 1);
    registry.cancel('ORDERS', 'n1', CLIENT);
    await kept.stop();
  });
});
