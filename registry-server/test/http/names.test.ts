import assert from 'node:assert/strict';
import { registrationOf, useRegistry } from './running-registry.ts';

const PROTOTYPE_KEYS = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'];

/** Names that mean something to a path, a query, JSON or XML. */
const NAMES = [
  ...PROTOTYPE_KEYS,
  'host:app:8080',
  'a/b',
  '/',
  '..',
  'a%2Fb',
  '100%',
  'a b+c',
  'a?b#c;d&e=f',
  '<x>&"\'',
  'ünïcödé-日本-💥',
  'delta-',
];

describe('a name of any kind', () => {
  const registry = useRegistry();

  for (const name of NAMES) {
    it(`comes back as it was, as id and in metadata: ${name}`, async () => {
      const metadata = JSON.parse(`{${JSON.stringify(name)}: ${JSON.stringify(name)}}`);
      await registry.register({ instanceId: name, metadata }).expect(204);
      const path = `/eureka/apps/ORDERS/${encodeURIComponent(name)}`;
      const { text } = await registry.get(path).expect(200);
      const { instance } = JSON.parse(text);
      assert.equal(instance.instanceId, name);
      assert.deepEqual(Object.entries(instance.metadata), [[name, name]]);
      await registry.put(path).expect(200, '');
      await registry.put(`${path}/status?value=DOWN`).expect(200, '');
      await registry.put(`${path}/metadata?${encodeURIComponent(name)}=x`).expect(200, '');
      const listed = await registry.get('/eureka/apps/ORDERS').expect(200);
      const [found] = JSON.parse(listed.text).application.instance;
      assert.deepEqual(Object.entries(found.metadata), [[name, 'x']]);
      await registry.delete(path).expect(200, '');
      await registry.get(path).expect(404, '');
    });

    it(`is the name of an application: ${name}`, async () => {
      const app = name.toUpperCase();
      const path = `/eureka/apps/${encodeURIComponent(name)}`;
      const body = registrationOf({ app: name });
      await registry.http.post(path).set('accept', 'application/json').send(body).expect(204);
      const listed = await registry.get('/eureka/apps').expect(200);
      const { applications } = JSON.parse(listed.text);
      assert.deepEqual(
        applications.application.map((one: { name: string }) => one.name),
        [app],
      );
      const { text } = await registry.get(path).expect(200);
      assert.equal(JSON.parse(text).application.name, app);
      await registry.put(`${path}/n1`).expect(200, '');
      const xml = await registry.http.get(path).set('accept', 'application/xml').expect(200);
      assert.match(xml.text, /<instanceId>n1<\/instanceId>/);
    });
  }

  it('never reaches a prototype', async () => {
    const body = '{"instance":{"__proto__":{"polluted":1},"app":"ORDERS"}}';
    const post = () => registry.http.post('/eureka/apps/ORDERS').type('json');
    await post().send(body).expect(400);
    await registry.register({ metadata: JSON.parse('{"__proto__":"x"}') }).expect(204);
    assert.deepEqual(Object.keys(Object.prototype), []);
  });

  it('is searched as VIP address without surprise', async () => {
    await registry.register({ vipAddress: '__proto__,constructor' }).expect(204);
    for (const name of PROTOTYPE_KEYS) {
      const { text } = await registry.get(`/eureka/vips/${name}`).expect(200);
      const { application } = JSON.parse(text).applications;
      assert.equal(application.length, name === '__proto__' || name === 'constructor' ? 1 : 0);
      await registry.get(`/eureka/apps/${name}`).expect(404, '');
      await registry.get(`/eureka/instances/${name}`).expect(404, '');
    }
  });
});
