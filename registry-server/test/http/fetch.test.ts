import assert from 'node:assert/strict';
import { rawRequest } from '@vernal/server-kit/testing';
import { useRegistry } from './running-registry.ts';

interface Listed {
  readonly instanceId: string;
  readonly actionType: string;
  readonly status: string;
}

function instancesOf(body: { applications: { application: { instance: Listed[] }[] } }): Listed[] {
  return body.applications.application.flatMap(({ instance }) => instance);
}

describe('GET /eureka/apps', () => {
  const registry = useRegistry();

  it('is the same below every prefix, with and without a slash, for a region too [eureka 1, 2, 3, 9]', async () => {
    const paths = ['/eureka/apps', '/eureka/apps/', '/eureka/v2/apps', '/eureka/v2/apps/'];
    for (const path of [...paths, '/eureka//apps/', '/eureka/apps?regions=us-east-1']) {
      const { text, type } = await registry.get(path).expect(200);
      assert.equal(type, 'application/json');
      assert.equal(
        text,
        '{"applications":{"versions__delta":"1","apps__hashcode":"","application":[]}}',
      );
    }
  });

  it('is compressed for who asks for it, and the same then [eureka 7]', async () => {
    await registry.register().expect(204);
    const plain = await registry.get('/eureka/apps').set('accept-encoding', 'identity');
    assert.equal(plain.headers['content-encoding'], undefined);
    for (let round = 0; round < 2; round++) {
      const zipped = await registry.get('/eureka/apps').set('accept-encoding', 'gzip');
      assert.equal(zipped.headers['content-encoding'], 'gzip');
      assert.equal(zipped.text, plain.text);
    }
  });

  it('is not compressed for who does not say what they accept [eureka 8]', async () => {
    const head = 'GET /eureka/apps HTTP/1.1\r\nHost: registry\r\nConnection: close\r\n\r\n';
    const { status, text } = await rawRequest(registry.port, [head]);
    assert.equal(status, 200);
    assert.doesNotMatch(text, /^content-encoding:/im);
    assert.match(text, /<applications>/);
  });

  it('shows each change at once', async () => {
    await registry.register().expect(204);
    assert.equal(instancesOf((await registry.get('/eureka/apps')).body).length, 1);
    await registry.register({ instanceId: 'n2' }).expect(204);
    assert.equal(instancesOf((await registry.get('/eureka/apps')).body).length, 2);
    await registry.delete('/eureka/apps/ORDERS/n1').expect(200);
    const { body } = await registry.get('/eureka/apps');
    assert.deepEqual(
      instancesOf(body).map(({ instanceId }) => instanceId),
      ['n2'],
    );
    assert.equal(body.applications.apps__hashcode, 'UP_1_');
  });

  it('takes an empty JSON body with a query [eureka 10]', async () => {
    await registry.get('/eureka/apps').set('content-type', 'application/json').expect(200);
  });
});

describe('GET /eureka/apps/delta', () => {
  const registry = useRegistry();

  it('shows what happened, each instance once [eureka 78, 79, 81, 84]', async () => {
    const delta = async () => (await registry.get('/eureka/apps/delta').expect(200)).body;
    const actions = async () => instancesOf(await delta()).map(({ actionType }) => actionType);
    assert.deepEqual(await actions(), []);
    await registry.register().expect(204);
    await registry.put('/eureka/apps/ORDERS/n1').expect(200);
    assert.deepEqual(await actions(), ['ADDED']);
    await registry.put('/eureka/apps/ORDERS/n1/status?value=DOWN').expect(200);
    assert.deepEqual(await actions(), ['MODIFIED']);
    await registry.delete('/eureka/apps/ORDERS/n1').expect(200);
    assert.deepEqual(await actions(), ['DELETED']);
    await registry.register().expect(204);
    assert.deepEqual(await actions(), ['ADDED']);
  });

  it('has the hash code of the whole registry and a version that moves [eureka 77]', async () => {
    await registry.register().expect(204);
    const first = (await registry.get('/eureka/apps/delta')).body.applications;
    await registry.register({ instanceId: 'n2', status: 'DOWN' }).expect(204);
    const second = (await registry.get('/eureka/apps/delta')).body.applications;
    assert.equal(second.apps__hashcode, 'DOWN_1_UP_1_');
    assert.equal(typeof second.versions__delta, 'string');
    assert.ok(Number(second.versions__delta) > Number(first.versions__delta));
  });

  it('is empty again after the retention time [eureka 80]', async () => {
    await registry.register({ leaseInfo: { durationInSecs: 600 } }).expect(204);
    await registry.get('/eureka/apps/delta');
    await registry.time.advance(210_000);
    const { body } = await registry.get('/eureka/apps/delta');
    assert.deepEqual(body.applications.application, []);
    assert.equal(body.applications.apps__hashcode, 'UP_1_');
  });
});

describe('a registry without deltas', () => {
  const registry = useRegistry({ 'eureka.server.disable-delta': 'true' });

  it('answers 403 without a body, so that clients fetch everything [eureka 83]', async () => {
    await registry.get('/eureka/apps/delta').expect(403, '');
    await registry.get('/eureka/apps').expect(200);
  });
});

describe('a registry that waits after an empty start', () => {
  const registry = useRegistry({ 'eureka.instance.registry.default-open-for-traffic-count': 0 });

  it('lists nothing for five minutes, but takes registrations [eureka 104]', async () => {
    await registry.register().expect(204);
    for (const path of ['apps', 'apps/delta', 'apps/ORDERS', 'vips/orders']) {
      await registry.get(`/eureka/${path}`).expect(403, '');
    }
    await registry.put('/eureka/apps/ORDERS/n1').expect(200);
    await registry.get('/eureka/apps/ORDERS/n1').expect(200);
    await registry.time.advance(300_001);
    await registry.get('/eureka/apps').expect(200);
  });
});

describe('a client that follows deltas', () => {
  const registry = useRegistry({ 'eureka.server.enable-self-preservation': 'false' });

  it('ends with the list and the hash code of a full fetch [eureka 82]', async () => {
    const known = new Map<string, string>();
    const follow = async () => {
      const { body } = await registry.get('/eureka/apps/delta');
      for (const { instanceId, actionType, status } of instancesOf(body)) {
        if (actionType === 'DELETED') known.delete(instanceId);
        else known.set(instanceId, status);
      }
    };
    for (let n = 0; n < 6; n++) {
      await registry.register({ instanceId: `n${n}`, leaseInfo: { durationInSecs: 1 + n * 100 } });
      if (n % 2 === 0) await follow();
    }
    await registry.put('/eureka/apps/ORDERS/n5/status?value=DOWN').expect(200);
    await registry.delete('/eureka/apps/ORDERS/n4').expect(200);
    await registry.time.advance(60_000);
    await follow();
    const { body } = await registry.get('/eureka/apps');
    const listed = instancesOf(body).map(({ instanceId, status }) => [instanceId, status]);
    assert.deepEqual([...known], listed);
    assert.equal(known.has('n0'), false, 'its lease has expired');
  });
});
