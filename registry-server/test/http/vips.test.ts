import assert from 'node:assert/strict';
import { useRegistry } from './running-registry.ts';

describe('GET /eureka/vips and /svips, as instances come and go', () => {
  const registry = useRegistry();

  async function idsAt(path: string): Promise<string[]> {
    const { body } = await registry.get(path).expect(200);
    return body.applications.application
      .flatMap(({ instance }: { instance: readonly { instanceId: string }[] }) => instance)
      .map(({ instanceId }: { instanceId: string }) => instanceId);
  }

  it('list what is at an address now, of every application [eureka 71]', async () => {
    await registry.register({ vipAddress: 'orders,orders-eu' }).expect(204);
    assert.deepEqual(await idsAt('/eureka/vips/orders-eu'), ['n1']);
    await registry
      .register({ app: 'BILLING', instanceId: 'b1', vipAddress: 'orders-eu' }, 'BILLING')
      .expect(204);
    assert.deepEqual(await idsAt('/eureka/vips/orders-eu'), ['n1', 'b1']);
    await registry.register({ vipAddress: 'orders', lastDirtyTimestamp: 2_000 }).expect(204);
    assert.deepEqual(await idsAt('/eureka/vips/orders-eu'), ['b1']);
    assert.deepEqual(await idsAt('/eureka/vips/orders'), ['n1']);
    await registry.delete('/eureka/apps/ORDERS/n1').expect(200);
    assert.deepEqual(await idsAt('/eureka/vips/orders'), []);
  });

  it('show a status that was put in force [eureka 57]', async () => {
    await registry.register().expect(204);
    await registry.get('/eureka/vips/orders').expect(200);
    await registry.put('/eureka/apps/ORDERS/n1/status?value=OUT_OF_SERVICE').expect(200);
    const { body } = await registry.get('/eureka/vips/orders').expect(200);
    assert.equal(body.applications.apps__hashcode, 'OUT_OF_SERVICE_1_');
    const [instance] = body.applications.application[0].instance;
    assert.equal(instance.status, 'OUT_OF_SERVICE');
    assert.equal(instance.overriddenStatus, 'OUT_OF_SERVICE');
  });

  it('tell plain and secure addresses apart [eureka 74]', async () => {
    await registry.register({ vipAddress: 'plain', secureVipAddress: 'safe' }).expect(204);
    assert.deepEqual(await idsAt('/eureka/svips/safe'), ['n1']);
    assert.deepEqual(await idsAt('/eureka/svips/plain'), []);
    assert.deepEqual(await idsAt('/eureka/vips/safe'), []);
  });
});
