import assert from 'node:assert/strict';
import { useRegistry } from './running-registry.ts';

describe('the metric of list answers', () => {
  const registry = useRegistry();

  it('tells lists that had to be made from those that existed', async () => {
    await registry.register();
    for (const _ of [1, 2, 3]) await registry.get('/eureka/apps').expect(200);
    await registry.register({ instanceId: 'n2' });
    await registry.get('/eureka/apps').expect(200);
    await registry.get('/eureka/apps/ORDERS').expect(200);
    const { text } = await registry.http.get('/actuator/prometheus');
    const count = (labels: string) =>
      new RegExp(`vernal_registry_list_answers_total\\{${labels}\\} (\\d+)`).exec(text)?.[1];
    assert.equal(count('list="full",result="made"'), '2');
    assert.equal(count('list="full",result="kept"'), '2');
    assert.equal(count('list="application",result="made"'), '1');
    assert.equal(count('list="delta",result="kept"'), '0');
  });
});
