import assert from 'node:assert/strict';
import { useRegistry } from './running-registry.ts';

type Registry = ReturnType<typeof useRegistry>;

async function listed(registry: Registry, path: string): Promise<string[]> {
  const { body } = await registry.get(path).expect(200);
  return body.applications.application.flatMap(
    ({ instance }: { instance: readonly { instanceId: string }[] }) =>
      instance.map(({ instanceId }) => instanceId),
  );
}

const LISTS = ['/eureka/apps', '/eureka/apps/delta', '/eureka/vips/orders'];

describe('answers, when no cache is configured', () => {
  const registry = useRegistry();

  it('show each change at once', async () => {
    await registry.register().expect(204);
    for (const path of LISTS) assert.deepEqual(await listed(registry, path), ['n1']);
    await registry.register({ instanceId: 'n2' }).expect(204);
    for (const path of LISTS) assert.deepEqual(await listed(registry, path), ['n1', 'n2']);
  });

  it('show old changes in a delta until it is made anew, which takes three minutes at most [eureka 80]', async () => {
    await registry.register().expect(204);
    assert.deepEqual(await listed(registry, '/eureka/apps/delta'), ['n1']);
    await registry.time.advance(179_000);
    assert.deepEqual(await listed(registry, '/eureka/apps/delta'), ['n1']);
    await registry.time.advance(31_000);
    const { body } = await registry.get('/eureka/apps/delta').expect(200);
    assert.deepEqual(body.applications.application, []);
    assert.equal(body.applications.apps__hashcode, 'UP_1_');
  });
});

for (const setting of [
  { 'eureka.server.response-cache-update-interval-ms': 30_000 },
  { 'eureka.server.use-read-only-response-cache': 'true' },
]) {
  describe(`answers, with ${Object.keys(setting)}`, () => {
    const registry = useRegistry(setting);

    it('stay as they are until the next refresh, as in Java', async () => {
      for (const path of LISTS) assert.deepEqual(await listed(registry, path), []);
      await registry.register().expect(204);
      for (const path of LISTS) assert.deepEqual(await listed(registry, path), []);
      await registry.get('/eureka/apps/ORDERS/n1').expect(200);
      await registry.get('/eureka/apps/ORDERS').expect(200);
      await registry.register({ instanceId: 'n2' }).expect(204);
      const { body } = await registry.get('/eureka/apps/ORDERS').expect(200);
      assert.equal(body.application.instance.length, 1);
      await registry.time.advance(30_000);
      for (const path of LISTS) assert.deepEqual(await listed(registry, path), ['n1', 'n2']);
    });
  });
}

describe('answers, with the read-only cache switched off', () => {
  const registry = useRegistry({
    'eureka.server.response-cache-update-interval-ms': 30_000,
    'eureka.server.use-read-only-response-cache': 'false',
  });

  it('show each change at once', async () => {
    assert.deepEqual(await listed(registry, '/eureka/apps'), []);
    await registry.register().expect(204);
    assert.deepEqual(await listed(registry, '/eureka/apps'), ['n1']);
  });
});
