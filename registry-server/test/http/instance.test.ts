import assert from 'node:assert/strict';
import { useRegistry } from './running-registry.ts';

const INSTANCE = '/eureka/apps/ORDERS/n1';

describe('PUT /eureka/apps/APP/ID, the heartbeat', () => {
  const registry = useRegistry();

  beforeEach(() => registry.register().expect(204));

  it('answers 200 without a body or a type, whatever body is sent [eureka 47, 48, 49]', async () => {
    const plain = await registry.put(INSTANCE).expect(200);
    assert.equal(plain.text, '');
    assert.equal(plain.headers['content-type'], undefined);
    await registry.put(INSTANCE).set('content-type', 'application/json').expect(200);
    await registry.put(INSTANCE).send({}).expect(200);
  });

  it('answers 404 without a body so that the client registers again [eureka 50]', async () => {
    const answer = await registry.put('/eureka/apps/ORDERS/n9').expect(404);
    assert.equal(answer.text, '');
    assert.equal(answer.headers['content-type'], undefined);
    assert.equal(answer.headers['content-length'], '0');
  });

  it('compares dirty timestamps [eureka 51, 52, 53]', async () => {
    await registry.put(`${INSTANCE}?lastDirtyTimestamp=2000`).expect(404, '');
    await registry.put(`${INSTANCE}?lastDirtyTimestamp=500`).expect(200, '');
    const conflict = await registry
      .put(`${INSTANCE}?lastDirtyTimestamp=500`)
      .set('x-netflix-discovery-replication', 'true')
      .expect(409);
    assert.equal(conflict.body.instance.instanceId, 'n1');
  });

  it('answers 400 to a timestamp that is no number', async () => {
    await registry.put(`${INSTANCE}?lastDirtyTimestamp=abc`).expect(400, '');
    await registry.put(`${INSTANCE}?lastDirtyTimestamp=`).expect(200);
  });

  it('does not change the status [eureka 54]', async () => {
    await registry.put(`${INSTANCE}?status=DOWN`).expect(200);
    const { body } = await registry.get(INSTANCE);
    assert.equal(body.instance.status, 'UP');
  });

  it('finds an instance by its encoded id, below both prefixes [eureka 12]', async () => {
    await registry.register({ instanceId: 'host:a b:8080' }).expect(204);
    for (const id of ['host%3Aa%20b%3A8080', 'host:a%20b:8080']) {
      await registry.put(`/eureka/v2/apps/orders/${id}`).expect(200);
      await registry.get(`/eureka/apps/ORDERS/${id}/`).expect(200);
    }
    await registry.put('/eureka/apps/ORDERS/%zz').expect(400, '');
  });
});

describe('one instance', () => {
  const registry = useRegistry();

  beforeEach(() => registry.register().expect(204));

  it('is cancelled once [eureka 67, 68]', async () => {
    await registry.delete(INSTANCE).expect(200, '');
    await registry.delete(INSTANCE).expect(404, '');
    await registry.get('/eureka/apps/ORDERS').expect(404, '');
  });

  it('takes a status override and loses it again [eureka 57, 64]', async () => {
    await registry.put(`${INSTANCE}/status?value=OUT_OF_SERVICE`).expect(200, '');
    const shown = await registry.get(INSTANCE);
    assert.equal(shown.body.instance.status, 'OUT_OF_SERVICE');
    assert.equal(shown.body.instance.overriddenStatus, 'OUT_OF_SERVICE');
    await registry.delete(`${INSTANCE}/status?value=UP`).expect(200, '');
    assert.equal((await registry.get(INSTANCE)).body.instance.status, 'UP');
  });

  it('has no known status after its override is taken away, until it registers again [eureka 63]', async () => {
    await registry.put(`${INSTANCE}/status?value=OUT_OF_SERVICE`).expect(200);
    await registry.delete(`${INSTANCE}/status`).expect(200, '');
    assert.equal((await registry.get(INSTANCE)).body.instance.status, 'UNKNOWN');
    await registry.put(INSTANCE).expect(404, '');
    await registry.register().expect(204);
    assert.equal((await registry.get(INSTANCE)).body.instance.status, 'UP');
  });

  it('refuses a status that does not exist [eureka 61]', async () => {
    for (const query of ['?value=bogus', '?value=up', '?value=', '']) {
      await registry.put(`${INSTANCE}/status${query}`).expect(400, '');
    }
  });

  it('that is unknown has no status to put in force [eureka 62]', async () => {
    await registry.put('/eureka/apps/ORDERS/n9/status?value=UP').expect(404, '');
  });

  it('takes metadata, the first of a repeated entry [eureka 66]', async () => {
    await registry.put(`${INSTANCE}/metadata?color=green&x=1&x=2`).expect(200, '');
    const { body } = await registry.get(INSTANCE);
    assert.deepEqual(body.instance.metadata, { color: 'green', x: '1' });
    await registry.put('/eureka/apps/ORDERS/n9/metadata?a=1').expect(404, '');
  });

  it('is found by its id alone [eureka 70]', async () => {
    const { body } = await registry.get('/eureka/instances/n1').expect(200);
    assert.deepEqual(Object.keys(body), ['instance']);
    await registry.get('/eureka/instances/n9').expect(404, '');
  });

  it('is found by its VIP address, in exact case [eureka 71, 72, 73, 74]', async () => {
    await registry.register({ vipAddress: 'orders,orders-eu', secureVipAddress: 's' }).expect(204);
    const found = await registry.get('/eureka/vips/orders-eu').expect(200);
    assert.equal(found.body.applications.versions__delta, '-1');
    assert.equal(found.body.applications.apps__hashcode, 'UP_1_');
    assert.equal(found.body.applications.application[0].instance[0].instanceId, 'n1');
    for (const path of ['vips/none', 'vips/ORDERS', 'svips/orders']) {
      const { body } = await registry.get(`/eureka/${path}`).expect(200);
      assert.deepEqual(body.applications.application, []);
    }
    const secure = await registry.get('/eureka/svips/s').expect(200);
    assert.equal(secure.body.applications.application.length, 1);
  });
});
