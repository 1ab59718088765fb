import assert from 'node:assert/strict';
import { registrationOf, useRegistry } from './running-registry.ts';

describe('what is out of the ordinary', () => {
  const registry = useRegistry();

  it('is answered without a body below /eureka [eureka 11]', async () => {
    for (const path of ['unknown', 'apps/a/b/c/d', 'v1/apps', '']) {
      const answer = await registry.get(`/eureka/${path}`).expect(404);
      assert.equal(answer.text, '');
      assert.equal(answer.headers['content-type'], undefined);
    }
  });

  it('is 405 with the methods there are', async () => {
    const allowed = async (path: string) => {
      const answer = await registry.http.patch(`/eureka/${path}`).expect(405, '');
      return answer.headers['allow'];
    };
    assert.equal(await allowed('apps'), 'GET, OPTIONS');
    assert.equal(await allowed('apps/delta'), 'GET, OPTIONS');
    assert.equal(await allowed('apps/ORDERS'), 'GET, POST, OPTIONS');
    assert.equal(await allowed('apps/ORDERS/n1'), 'GET, PUT, DELETE, OPTIONS');
    assert.equal(await allowed('apps/ORDERS/n1/status'), 'PUT, DELETE, OPTIONS');
    assert.equal(await allowed('apps/ORDERS/n1/metadata'), 'PUT, OPTIONS');
    assert.equal(await allowed('peerreplication/batch'), 'POST, OPTIONS');
  });

  it('is HEAD like GET, and OPTIONS with the methods', async () => {
    await registry.http.head('/eureka/apps').expect(200);
    await registry.http.head('/eureka/apps/ORDERS').expect(404);
    const answer = await registry.http.options('/eureka/apps').expect(200);
    assert.equal(answer.headers['allow'], 'GET, OPTIONS');
  });

  it('is 400 for an auto scaling group [eureka 75]', async () => {
    await registry.put('/eureka/asg/foo/status?value=ENABLED').expect(400, '');
  });
});

describe('POST /eureka/peerreplication/batch', () => {
  const registry = useRegistry();

  const replicate = (...replicationList: object[]) =>
    registry.http.post('/eureka/peerreplication/batch/').send({ replicationList });

  it('does what a peer passes on, and answers in its order [eureka 91 to 96]', async () => {
    await registry.register().expect(204);
    const about = (id: string) => ({ appName: 'orders', id, lastDirtyTimestamp: 1_000 });
    const { instance } = registrationOf({ instanceId: 'n2' }) as { instance: object };
    const answer = await replicate(
      { ...about('n1'), action: 'Heartbeat' },
      { ...about('n1'), lastDirtyTimestamp: 500, action: 'Heartbeat' },
      { ...about('n2'), action: 'Heartbeat' },
      { ...about('n2'), action: 'Register', instanceInfo: instance },
      { ...about('n3'), appName: 'OTHER', action: 'Register', instanceInfo: instance },
      { ...about('n1'), action: 'StatusUpdate', status: 'OUT_OF_SERVICE' },
      { ...about('n1'), action: 'StatusUpdate', status: 'bogus' },
      { ...about('n1'), action: 'DeleteStatusOverride', status: 'UP' },
      { ...about('n9'), action: 'Cancel' },
    ).expect(200);
    const list = answer.body.responseList as {
      statusCode: number;
      responseEntity?: { instanceId: string };
    }[];
    assert.deepEqual(
      list.map(({ statusCode }) => statusCode),
      [200, 409, 404, 200, 200, 200, 500, 200, 404],
    );
    assert.deepEqual(Object.keys(answer.body), ['responseList']);
    const [, conflict, ...others] = list;
    assert.deepEqual(Object.keys(conflict ?? {}), ['statusCode', 'responseEntity']);
    assert.equal(conflict?.responseEntity?.instanceId, 'n1');
    for (const item of others) assert.deepEqual(Object.keys(item), ['statusCode']);
    await registry.get('/eureka/apps/ORDERS/n2').expect(200);
    await registry.get('/eureka/apps/OTHER').expect(404);
  });

  it('answers an empty batch, and 400 to what is none', async () => {
    const { body } = await replicate().expect(200);
    assert.deepEqual(body, { responseList: [] });
    await replicate({ appName: 'A', id: '1', action: 'Explode' }).expect(400, '');
    await registry.http.post('/eureka/peerreplication/batch').send({}).expect(400, '');
  });
});

describe('the registry to an operator', () => {
  const registry = useRegistry();

  it("answers Eureka's status in both formats [eureka 76]", async () => {
    await registry.time.advance(61_000);
    const { body } = await registry.get('/eureka/status').expect(200);
    assert.equal(body.generalStats['server-uptime'], '00:01');
    const replicas = ['registered-replicas', 'available-replicas', 'unavailable-replicas'];
    assert.deepEqual(Object.keys(body.applicationStats), replicas);
    const { text, type } = await registry.http.get('/eureka/v2/status').expect(200);
    assert.equal(type, 'application/xml');
    for (const name of replicas) assert.ok(text.includes(`<${name}></${name}>`));
  });

  it('shows sizes, renewals and store in its health', async () => {
    await registry.register().expect(204);
    const { body } = await registry.get('/actuator/health').expect(200);
    assert.equal(body.components.registry.details.instances, 1);
    assert.equal(body.components.registry.details.threshold, 3);
    assert.deepEqual(body.components.registryStore.details, { store: 'durable' });
  });

  it("counts instances under the name of Spring's gauge", async () => {
    await registry.register().expect(204);
    await registry.put('/eureka/apps/ORDERS/n1').expect(200);
    const { text } = await registry.get('/actuator/prometheus').expect(200);
    assert.match(text, /eureka_server_instances\{application="ORDERS",status="UP"\} 1/);
    assert.match(text, /vernal_registry_operations_total\{operation="renew",result="ok"\} 1/);
    assert.match(text, /vernal_registry_operations_total\{operation="register",result="ok"\} 1/);
  });

  it('says once that there is no bus', () => {
    const lines = registry.logger.lines.filter(({ message }) => message.includes('vernal.bus.url'));
    assert.equal(lines.length, 1);
  });

  it('logs each change, without metadata', async () => {
    await registry.register({ metadata: { password: 'hidden' } }).expect(204);
    await registry.delete('/eureka/apps/ORDERS/n1').expect(200);
    const lines = registry.logger.lines.filter(({ message }) => message.startsWith('instance '));
    assert.deepEqual(
      lines.map(({ message, fields }) => [message, fields['instanceId']]),
      [
        ['instance registered', 'n1'],
        ['instance cancelled', 'n1'],
      ],
    );
    assert.doesNotMatch(JSON.stringify(registry.logger.lines), /hidden/);
  });

  it('leaves no timer behind', async () => {
    await registry.stop();
    assert.equal(registry.time.pending, 0);
  });
});

describe('a registry whose broker is away', () => {
  const registry = useRegistry({ 'vernal.bus.url': 'mqtt://127.0.0.1:9' });

  it('works all the same', async () => {
    await registry.register().expect(204);
    await registry.time.advance(1_000);
    await registry.put('/eureka/apps/ORDERS/n1').expect(200);
  });
});
