import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { useRegistry } from './running-registry.ts';

const LISTS = ['apps', 'apps/delta', 'apps/ORDERS', 'vips/orders', 'svips/orders'];
const SINGLES = ['apps/ORDERS/n1', 'instances/n1'];
/** For a body that is labelled as JSON and is not. */
function asText(stream: Response, done: (error: null, text: string) => void): void {
  let text = '';
  stream.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  stream.on('end', () => done(null, text));
}

const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

describe('the format of an answer', () => {
  const registry = useRegistry();

  beforeEach(() => {
    const statusPageUrl = 'http://status.lab/info';
    const changes = { metadata: { my_key: 'a&b' }, secureVipAddress: 'orders', statusPageUrl };
    return registry.register(changes).expect(204);
  });

  /** Status and media type; no `Accept` is sent when there is none. */
  const formatOf = async (path: string, accept?: string): Promise<string> => {
    const request = registry.http.get(`/eureka/${path}`);
    const { status, type } = await (accept === undefined ? request : request.set({ accept }));
    return `${status} ${type}`.trim();
  };

  it('is XML unless JSON is named [eureka 4, 5, 6]', async () => {
    for (const path of [...LISTS, ...SINGLES]) {
      for (const accept of [undefined, '*/*', 'application/*', 'application/xml', BROWSER]) {
        assert.equal(await formatOf(path, accept), '200 application/xml', `${path} ${accept}`);
      }
      for (const accept of ['application/json', 'application/json, application/*+json']) {
        assert.equal(await formatOf(path, accept), '200 application/json', `${path} ${accept}`);
      }
    }
  });

  it('is 406 without a body when neither is accepted', async () => {
    for (const path of [...LISTS, ...SINGLES, 'apps/NONE', 'status']) {
      for (const accept of ['text/plain', 'text/html', 'text/xml', 'application/*+json']) {
        const answer = await registry.http.get(`/eureka/${path}`).set({ accept }).expect(406, '');
        assert.equal(answer.headers['content-type'], undefined);
      }
    }
    const unwanted = { accept: 'text/plain' };
    await registry.http.put('/eureka/apps/ORDERS/n1').set(unwanted).expect(406, '');
    await registry.http.delete('/eureka/apps/ORDERS/n1').set(unwanted).expect(406, '');
    await registry.get('/eureka/apps/ORDERS/n1').expect(200);
  });

  it('is JSON for lists when JSON is named at all, and what is liked best for one instance', async () => {
    for (const accept of [
      'application/xml, application/json;q=0.9',
      'application/json;q=0.5, application/xml',
    ]) {
      for (const path of LISTS) {
        assert.equal(await formatOf(path, accept), '200 application/json');
      }
      for (const path of SINGLES) {
        assert.equal(await formatOf(path, accept), '200 application/xml');
      }
    }
    const [single = ''] = SINGLES;
    const json = '200 application/json';
    assert.equal(await formatOf(single, 'application/json, application/xml;q=0.9'), json);
    assert.equal(await formatOf(single, '*/*, application/json'), json);
    assert.equal(await formatOf(single, 'application/xml;q=0, application/json'), json);
    assert.equal(await formatOf(single, 'application/json;q=0'), '406');
  });

  it('is compact for lists on request, and full for everything else that is asked [eureka 44, 45]', async () => {
    const compact = { 'x-eureka-accept': 'Compact' };
    for (const path of LISTS) {
      const json = await registry.get(`/eureka/${path}`).set(compact).expect(200);
      assert.match(json.text, /"port":\{"\$":8080,"@enabled":"true"\}/);
      assert.doesNotMatch(json.text, /metadata|leaseInfo|statusPageUrl/);
      const xml = await registry.http.get(`/eureka/${path}`).set(compact).expect(200);
      assert.match(xml.text, /<port enabled="true">8080<\/port>/);
      assert.doesNotMatch(xml.text, /metadata|leaseInfo|statusPageUrl|\n/);
    }
    for (const path of SINGLES) {
      const { text } = await registry.get(`/eureka/${path}`).set(compact);
      assert.match(text, /metadata/);
      assert.match(text, /statusPageUrl/);
    }
    const full = await registry.get('/eureka/apps').expect(200);
    const nonsense = await registry.get('/eureka/apps').set('x-eureka-accept', 'nonsense');
    assert.equal(nonsense.text, full.text);
  });

  it('is compressed in XML too, for lists of all applications [eureka 7]', async () => {
    const zipped = await registry.http
      .get('/eureka/apps')
      .set('accept-encoding', 'gzip')
      .expect(200);
    assert.equal(zipped.headers['content-encoding'], 'gzip');
    assert.equal(zipped.type, 'application/xml');
    assert.match(zipped.text, /^<applications>[\s\S]*<my__key>a&amp;b<\/my__key>/);
    const one = await registry.http.get('/eureka/apps/ORDERS').set('accept-encoding', 'gzip');
    assert.equal(one.headers['content-encoding'], undefined);
  });

  it('shows a change in every format at once', async () => {
    const count = async (headers: Readonly<Record<string, string>>) => {
      const { text } = await registry.http.get('/eureka/apps').set(headers).expect(200);
      return text.match(/n\d\.lab/g)?.length;
    };
    const json = { accept: 'application/json' };
    const formats = [{}, json, { 'x-eureka-accept': 'compact' }].flatMap((one) => [
      one,
      { ...one, ...json },
    ]);
    for (const headers of formats) assert.equal(await count(headers), 1);
    await registry.register({ instanceId: 'n2', hostName: 'n2.lab' }).expect(204);
    for (const headers of formats) assert.equal(await count(headers), 2);
  });

  it('is that of the caller for a 409 too [eureka 53]', async () => {
    const beat = () =>
      registry.http
        .put('/eureka/apps/ORDERS/n1?lastDirtyTimestamp=500')
        .set('x-netflix-discovery-replication', 'true');
    const xml = await beat().set('accept', 'application/xml').expect(409);
    assert.match(xml.text, /^<instance>/);
    const json = await beat().set('accept', 'application/json').expect(409);
    assert.equal(json.body.instance.instanceId, 'n1');
  });
});

describe('a registration in XML', () => {
  const registry = useRegistry();

  const post = (body: string, headers: Readonly<Record<string, string>> = {}) =>
    registry.http
      .post('/eureka/apps/LEGACY')
      .set({ 'content-type': 'application/xml; charset=UTF-8', ...headers })
      .send(body);

  const legacy = (elements = '<ipAddr>10.0.0.9</ipAddr>') =>
    `<instance><instanceId>l1</instanceId><hostName>l1.lab</hostName><app>legacy</app>${elements}` +
    '<status>up</status><port>7070</port><dataCenterInfo><name>MyOwn</name></dataCenterInfo></instance>';

  it('is 204, and read back in both formats [eureka 17]', async () => {
    const answer = await post(legacy()).expect(204);
    assert.equal(answer.text, '');
    const { body } = await registry.get('/eureka/apps/LEGACY/l1').expect(200);
    assert.deepEqual(body.instance.port, { $: 7070, '@enabled': 'true' });
    assert.equal(body.instance.status, 'UP');
    const { text } = await registry.http.get('/eureka/apps/LEGACY/l1').expect(200);
    assert.match(text, /<port enabled="true">7070<\/port>/);
  });

  it('is 400 in XML when it cannot be read [eureka 25]', async () => {
    for (const body of ['<instance><app>', '<wrong/>', '', 'plain', '{"instance":{"app":"A"}}']) {
      const answer = await post(body, { accept: 'application/json' }).expect(400);
      assert.equal(answer.type, 'application/xml');
      assert.equal(answer.text, '<error><message>cannot parse request body</message></error>');
    }
  });

  it('says what is missing in the type that the caller likes best [eureka 22]', async () => {
    const xml = await post(legacy('')).expect(400, 'Missing ip address');
    assert.equal(xml.type, 'application/xml');
    const json = await post(legacy(''), { accept: 'application/json' }).parse(asText);
    assert.equal(json.type, 'application/json');
    assert.equal(json.body, 'Missing ip address');
  });
});
