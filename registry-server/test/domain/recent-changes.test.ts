import assert from 'node:assert/strict';
import { sampleInstance } from '../sample-instance.ts';
import { CLIENT, createRegistry } from './registry-fixture.ts';

function changes(registry: ReturnType<typeof createRegistry>['registry']): unknown[] {
  return [...registry.recentChanges.names()]
    .flatMap((app) => [...registry.recentChanges.of(app)])
    .map(({ instance }) => [instance.instanceId, instance.actionType]);
}

describe('the recent changes', () => {
  it('show an instance once, in the state of now [eureka 79]', () => {
    const { registry } = createRegistry();
    registry.register(sampleInstance(), CLIENT);
    registry.cancel('ORDERS', 'n1', CLIENT);
    assert.deepEqual(changes(registry), [['n1', 'DELETED']]);
    registry.register(sampleInstance(), CLIENT);
    assert.deepEqual(changes(registry), [['n1', 'ADDED']]);
  });

  it('tell instances with one id in two applications apart', () => {
    const { registry } = createRegistry();
    registry.register(sampleInstance(), CLIENT);
    registry.register(sampleInstance({ app: 'BILLING' }), CLIENT);
    assert.equal(changes(registry).length, 2);
  });

  it('are forgotten after the retention time [eureka 80]', async () => {
    const { registry, time } = createRegistry();
    registry.register(sampleInstance(), CLIENT);
    await time.advance(180_000);
    assert.deepEqual([...registry.pruneChanges()], []);
    await time.advance(1);
    assert.deepEqual([...registry.pruneChanges()], ['ORDERS']);
    assert.deepEqual(changes(registry), []);
  });
});
