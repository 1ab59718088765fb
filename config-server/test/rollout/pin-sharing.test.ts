import assert from 'node:assert/strict';
import { createBus, createMemoryTransport, MemoryHub } from '@vernal/bus';
import { silentLogger } from '@vernal/core';
import { ManualTime, settle } from '@vernal/core/testing';
import type { PinDecision } from '@vernal/protocol/bus';
import fc from 'fast-check';
import type { NewDecision } from '../../src/domain/pins.ts';
import { Pins } from '../../src/environments/pins.ts';
import type { PinStore } from '../../src/ports/pin-store.ts';
import { PinSharing } from '../../src/rollout/pin-sharing.ts';

/** A disk that outlives a server. */
class MemoryPinStore implements PinStore {
  readonly kept = new Map<string, PinDecision>();
  async start(): Promise<void> {}
  async stop(): Promise<void> {}

  async all(): Promise<readonly PinDecision[]> {
    return [...this.kept.values()];
  }

  async save(decision: PinDecision): Promise<void> {
    this.kept.set(`${decision.application} ${decision.label}`, decision);
  }
}

async function startNode(hub: MemoryHub, name: string, store = new MemoryPinStore()) {
  const pins = new Pins(store);
  const transport = createMemoryTransport(hub);
  const clock = new ManualTime();
  const bus = createBus({ transport, busId: `config:0:${name}`, clock, logger: silentLogger });
  const settled = { times: 0 };
  const settleAll = async () => {
    settled.times += 1;
  };
  const sharing = new PinSharing({ pins, bus, settleAll, logger: silentLogger });
  await pins.start();
  await sharing.start();
  await bus.start();
  await settle();
  return {
    ...{ pins, store, settled },
    async stop() {
      await bus.stop();
      await sharing.stop();
      await pins.stop();
    },
  };
}

const pinAt = (commit: string, at = 0): NewDecision => ({
  ...{ application: 'orders', label: 'main', commits: [commit], action: 'pin', by: 'ann', at },
});
const release = (at = 0): NewDecision => ({ ...pinAt('a', at), action: 'release' });

describe('a pin on one of several config servers', () => {
  it('holds on all, is kept on the disk of each, and is released on all', async () => {
    const hub = new MemoryHub();
    const [one, other] = [await startNode(hub, 'one'), await startNode(hub, 'other')];
    await one.pins.decide(pinAt('a'));
    await settle();
    assert.deepEqual(other.pins.all(), one.pins.all());
    assert.deepEqual(other.store.kept, one.store.kept);
    assert.equal(other.settled.times, 1, 'put in force at once');
    await other.pins.decide(release());
    await settle();
    assert.deepEqual([one.pins.all(), other.pins.all()], [[], []]);
    await Promise.all([one.stop(), other.stop()]);
  });

  it('is learned by one that starts later, and by one that was away when it was released', async () => {
    const hub = new MemoryHub();
    const one = await startNode(hub, 'one');
    await one.pins.decide(pinAt('a'));
    const late = await startNode(hub, 'late');
    assert.deepEqual(late.pins.all(), one.pins.all());
    await late.stop();
    await one.pins.decide(release());
    const back = await startNode(hub, 'late', late.store);
    await settle();
    assert.deepEqual([one.pins.all(), back.pins.all()], [[], []]);
    await Promise.all([one.stop(), back.stop()]);
  });

  it('is said again to a broker that lost what it retained', async () => {
    const one = await startNode(new MemoryHub(), 'one');
    await one.pins.decide(pinAt('a'));
    await one.stop();
    const empty = new MemoryHub();
    const back = await startNode(empty, 'one', one.store);
    const other = await startNode(empty, 'other');
    assert.deepEqual(other.pins.all(), back.pins.all());
    assert.equal(other.pins.all().length, 1);
    await Promise.all([back.stop(), other.stop()]);
  });

  it('stays on a server without a bus, over a restart', async () => {
    const store = new MemoryPinStore();
    const alone = new Pins(store);
    await alone.decide(pinAt('a'));
    const again = new Pins(store);
    await again.start();
    assert.deepEqual(again.all(), alone.all());
  });

  it('is not learned once there are too many, while those that are known change', async () => {
    const pins = new Pins(new MemoryPinStore());
    const known = { ...pinAt('a'), revision: 1 };
    for (let n = 0; n < 10_000; n++) await pins.learn({ ...known, application: `app${n}` });
    assert.equal(await pins.learn({ ...known, application: 'one-more' }), undefined);
    await pins.learn({ ...known, application: 'app7', commits: ['b'], revision: 2 });
    assert.deepEqual(pins.commitsOf('app7', 'main'), ['b']);
    assert.equal(pins.decisions().length, 10_000);
  });

  it('is the same everywhere in whatever order decisions arrive, again and again', async () => {
    const decisions = fc.array(
      fc.record({
        node: fc.nat({ max: 2 }),
        decision: fc.oneof(
          fc
            .tuple(fc.constantFrom('a', 'b'), fc.nat({ max: 3 }))
            .map(([commit, at]) => pinAt(commit, at)),
          fc.nat({ max: 3 }).map(release),
        ),
      }),
      { minLength: 1, maxLength: 8 },
    );
    const orders = fc.infiniteStream(fc.nat());
    await fc.assert(
      fc.asyncProperty(decisions, orders, async (made, order) => {
        const nodes = [0, 1, 2].map(() => new Pins(new MemoryPinStore()));
        const said: PinDecision[] = [];
        for (const { node, decision } of made) {
          const pins = nodes[node];
          if (pins !== undefined) said.push(await pins.decide(decision));
        }
        for (const pins of nodes) {
          const heard = [...said, ...said].map((one) => ({ one, place: order.next().value ?? 0 }));
          heard.sort((left, right) => left.place - right.place);
          await Promise.all(heard.map(({ one }) => pins.learn(one)));
        }
        const [first, ...others] = nodes.map((pins) => pins.decisions());
        for (const other of others) assert.deepEqual(other, first);
      }),
      { numRuns: 200 },
    );
  });
});
