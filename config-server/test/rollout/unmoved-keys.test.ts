import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { EnvironmentResolver } from '../../src/environments/environment-resolver.ts';
import { createSurroundings, startServer } from './rollout-rig.ts';

describe('a look at all keys', () => {
  it('resolves only those whose label moved, and those that are held', async () => {
    const surroundings = createSurroundings();
    const { repository } = surroundings;
    await repository.push({ 'orders.yml': 'size: 1\n' });
    const server = await startServer(surroundings);
    await server.get('orders');
    await server.get('billing');
    const { mock: resolved } = mock.method(EnvironmentResolver.prototype, 'resolve');
    try {
      await server.sweep.runNow();
      assert.equal(resolved.callCount(), 0);
      await repository.push({ 'orders.yml': 'size: 2\n' });
      await server.sweep.runNow();
      assert.ok(resolved.callCount() >= 2);
      await repository.push({ 'orders.yml': 'size: [\n' });
      await server.sweep.runNow();
      assert.equal(server.held.all().length, 1);
      await repository.push({ 'orders.yml': 'size: 2\n' });
      await server.sweep.runNow();
      assert.equal(server.held.all().length, 0);
    } finally {
      resolved.restore();
      await server.stop();
    }
  });
});
