import assert from 'node:assert/strict';
import { useRegistry } from '../http/running-registry.ts';

/** What `/actuator/vernal/registry` says. */
interface State {
  readonly instances: number;
  readonly applications: number;
  readonly store: { readonly kind: string };
  readonly unconfirmed: {
    readonly total: number;
    readonly listed: readonly { readonly instanceId: string; readonly leavesAt: string }[];
  };
}

describe('a registry that was away', () => {
  const registry = useRegistry({ 'eureka.server.eviction-interval-timer-in-ms': 1_000 });

  async function away(forMs: number): Promise<void> {
    await registry.stop();
    await registry.time.advance(forMs);
    await registry.start();
  }

  async function state(): Promise<State> {
    const { body } = await registry.get('/actuator/vernal/registry').expect(200);
    return body as State;
  }

  const unconfirmed = async () => (await state()).unconfirmed.listed.map((one) => one.instanceId);

  beforeEach(async () => {
    await registry.register({ instanceId: 'n1' }).expect(204);
    await registry.register({ instanceId: 'n2' }).expect(204);
  });

  it('for less than a lease goes on as if nothing had been', async () => {
    await away(80_000);
    const { instances, applications, store, unconfirmed } = await state();
    assert.deepEqual([instances, applications, store], [2, 1, { kind: 'durable' }]);
    assert.deepEqual(unconfirmed, { total: 0, listed: [] });
    await registry.time.advance(85_000);
    assert.equal((await state()).instances, 2);
  });

  it('for longer lists all, and marks who has not renewed since', async () => {
    await away(3_600_000);
    assert.deepEqual(await unconfirmed(), ['n1', 'n2']);
    await registry.put('/eureka/apps/ORDERS/n1').expect(200);
    assert.deepEqual(await unconfirmed(), ['n2']);
    const { text } = await registry.get('/actuator/prometheus').expect(200);
    assert.match(text, /^vernal_registry_unconfirmed_instances 1$/m);
    assert.match(text, /^vernal_registry_store_degraded 0$/m);
  });

  it('for longer gives up who does not renew within one lease, though self-preservation is on', async () => {
    await away(3_600_000);
    const [first] = (await state()).unconfirmed.listed;
    const startedAt = registry.time.now();
    assert.equal(first?.leavesAt, new Date(startedAt + 90_000).toISOString());
    await registry.put('/eureka/apps/ORDERS/n1').expect(200);
    await registry.time.advance(89_000);
    assert.equal((await state()).instances, 2);
    await registry.time.advance(3_000);
    assert.deepEqual([(await state()).instances, await unconfirmed()], [1, []]);
    await registry.get('/eureka/apps/ORDERS/n1').expect(200);
    await registry.put('/eureka/apps/ORDERS/n2').expect(404);
  });

  it('counts the time from when it worked last', async () => {
    await registry.time.advance(3_600_000);
    await registry.put('/eureka/apps/ORDERS/n1').expect(200);
    await away(30_000);
    assert.deepEqual(await unconfirmed(), []);
  });

  it('says so in the log', async () => {
    await away(3_600_000);
    const line = registry.logger.lines.find(({ message }) => /what it kept/.test(message));
    assert.deepEqual(line?.fields, { instances: 2, unconfirmed: 2, awayMs: 3_600_000 });
  });
});

describe('a registry that keeps nothing', () => {
  const registry = useRegistry({ 'vernal.registry.store': 'memory' });

  it('is empty after a restart, and healthy', async () => {
    await registry.register().expect(204);
    await registry.stop();
    await registry.start();
    await registry.get('/eureka/apps/ORDERS').expect(404);
    const { body } = await registry.get('/actuator/health').expect(200);
    assert.deepEqual(body.components.registryStore.details, { store: 'memory' });
  });
});
