import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { registrationOf, useRegistry } from './running-registry.ts';

describe('POST /eureka/apps/APP', () => {
  const registry = useRegistry();

  it('answers 204 without a body, and lists the instance [eureka 13, 19]', async () => {
    const answer = await registry.register({}, 'orders').expect(204);
    assert.equal(answer.text, '');
    const listed = await registry.get('/eureka/apps/orders').expect(200);
    assert.equal(listed.body.application.name, 'ORDERS');
    assert.equal(listed.body.application.instance[0].instanceId, 'n1');
  });

  it('unzips a compressed body [eureka 18]', async () => {
    const body = gzipSync(JSON.stringify(registrationOf()));
    await registry.http
      .post('/eureka/apps/ORDERS')
      .set({ 'content-type': 'application/json', 'content-encoding': 'gzip' })
      .serialize((bytes: unknown) => bytes as string)
      .send(body)
      .expect(204);
  });

  it('says in exact words what is missing [eureka 20, 21, 22, 23]', async () => {
    const words = async (changes: object) => {
      const answer = await registry.register({ ...changes }).set('accept', 'application/xml');
      assert.equal(answer.status, 400);
      return answer.text;
    };
    assert.equal(await words({ hostName: '' }), 'Missing hostname');
    assert.equal(await words({ ipAddr: null }), 'Missing ip address');
    assert.equal(await words({ dataCenterInfo: null }), 'Missing dataCenterInfo');
    const mismatch = 'Mismatched appName, expecting ORDERS but was OTHER';
    assert.equal(await words({ app: 'other' }), mismatch);
    await registry.get('/eureka/apps/ORDERS').expect(404);
  });

  it('answers 400 to what is no registration [eureka 25]', async () => {
    for (const body of ['{', 'null', '[]', '{"instance":[]}']) {
      const answer = await registry.http
        .post('/eureka/apps/ORDERS')
        .set('content-type', 'application/json')
        .send(body)
        .expect(400);
      assert.deepEqual(JSON.parse(answer.text), { error: 'cannot parse request body' });
    }
  });

  it('answers 415 to other formats and 406 to callers that want none of ours', async () => {
    const post = () => registry.http.post('/eureka/apps/ORDERS');
    for (const type of ['text/xml', 'text/plain', 'application/vnd.x+json']) {
      const answer = await post().set('content-type', type).send('x').expect(415);
      assert.equal(answer.text, '');
    }
    await post().set('accept', 'text/plain').send(registrationOf()).expect(406);
    await registry.get('/eureka/apps/ORDERS').expect(404);
  });

  it('answers 413 without a body to one that is too large', async () => {
    const answer = await registry.register({ metadata: { big: 'x'.repeat(20_000_000) } });
    assert.equal(answer.status, 413);
    assert.equal(answer.text, '');
  });

  it('shows neither unknown keys nor metadata that is not text [eureka 28, 29]', async () => {
    await registry.register({ region: 'x', metadata: { weight: 5, canary: true } }).expect(204);
    const { body } = await registry.get('/eureka/apps/ORDERS/n1').expect(200);
    assert.equal(body.instance.region, undefined);
    assert.deepEqual(body.instance.metadata, { weight: '5', canary: 'true' });
  });
});

describe('a registry that was restarted', () => {
  const registry = useRegistry();

  it('lists what was registered, with status overrides, and takes heartbeats', async () => {
    await registry.register().expect(204);
    await registry.register({ instanceId: 'n2' }).expect(204);
    await registry.put('/eureka/apps/ORDERS/n1/status?value=OUT_OF_SERVICE').expect(200);
    await registry.delete('/eureka/apps/ORDERS/n2').expect(200);
    await registry.stop();
    await registry.start();
    const { body } = await registry.get('/eureka/apps').expect(200);
    assert.equal(body.applications.apps__hashcode, 'OUT_OF_SERVICE_1_');
    await registry.put('/eureka/apps/ORDERS/n1').expect(200);
    await registry.put('/eureka/apps/ORDERS/n2').expect(404);
  });

  it('gives nobody up for the time in which it was away', async () => {
    await registry.register().expect(204);
    await registry.stop();
    await registry.time.advance(3_600_000);
    await registry.start();
    await registry.time.advance(60_000);
    await registry.get('/eureka/apps/ORDERS/n1').expect(200);
  });
});
