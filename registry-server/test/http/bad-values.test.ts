import assert from 'node:assert/strict';
import { useRegistry } from './running-registry.ts';

describe('a body that is not what it should be', () => {
  const registry = useRegistry();

  const post = (type: string, body: string) =>
    registry.http.post('/eureka/apps/ORDERS').set('content-type', type).send(body);

  afterEach('the registry works on', async () => {
    await registry.register().expect(204);
    await registry.get('/eureka/apps').expect(200);
  });

  const json = [
    '',
    'null',
    '[]',
    '{}',
    '5',
    '"x"',
    '{"instance":[]}',
    '{"instance":null}',
    '{"a":1}',
  ];
  for (const body of json) {
    it(`is answered with 400 in JSON: ${body === '' ? 'nothing' : body} [eureka 25]`, async () => {
      const answer = await post('application/json', body).expect(400);
      assert.equal(answer.text, '{"error": "cannot parse request body"}');
    });
  }

  const attacks = {
    'entities that multiply':
      '<!DOCTYPE a [<!ENTITY b "xxxxxxxxxx"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><instance><app>&c;</app></instance>',
    'a file as entity':
      '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><instance><app>&b;</app></instance>',
    'an entity of the network':
      '<!DOCTYPE a [<!ENTITY % b SYSTEM "http://127.0.0.1:9/x.dtd"> %b;]><instance/>',
    'a document type from elsewhere': '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd"><instance/>',
    'an include':
      '<instance xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="x"/></instance>',
    'no end': '<instance><app>ORDERS',
    'depth without end': '<instance>'.repeat(500),
  };
  for (const [title, body] of Object.entries(attacks)) {
    it(`is answered with 400 in XML: ${title}`, async () => {
      const answer = await post('application/xml', body).expect(400);
      assert.doesNotMatch(answer.text, /root:|xxxx/);
    });
  }

  it('is answered with 400 when it is compressed, and not with gzip', async () => {
    for (const encoding of ['gzip', 'deflate', 'br']) {
      await post('application/json', '{"instance":{}}')
        .set('content-encoding', encoding)
        .expect(400, '');
    }
    await post('application/json', '{}').set('content-encoding', 'zip').expect(415, '');
  });
});

describe('a parameter that is not what it should be', () => {
  const registry = useRegistry();

  beforeEach(() => registry.register().expect(204));

  const times = ['abc', '1e3', '0x10', '12.5', '%00', '9'.repeat(40), '-', '１２', 'NaN', '1%202'];
  for (const time of times) {
    it(`is answered with 400: lastDirtyTimestamp=${time}`, async () => {
      const query = `lastDirtyTimestamp=${encodeURI(time)}`;
      const path = '/eureka/apps/ORDERS/n1';
      await registry.put(`${path}?${query}`).expect(400, '');
      await registry.put(`${path}/status?value=UP&${query}`).expect(400, '');
      await registry.delete(`${path}/status?${query}`).expect(400, '');
      await registry.put(path).expect(200, '');
    });
  }

  it('is answered with 400: a status that is none [eureka 61]', async () => {
    for (const value of ['', 'up', 'bogus', '__proto__', 'UP,DOWN', '%F0']) {
      await registry.put(`/eureka/apps/ORDERS/n1/status?value=${value}`).expect(400, '');
    }
    await registry.put('/eureka/apps/ORDERS/n1/status').expect(400, '');
  });

  it('is answered with 400: a path that is encoded wrongly', async () => {
    for (const path of ['%', '%zz', '%e0%a4', '%c0%af']) {
      await registry.get(`/eureka/apps/${path}`).expect(400, '');
      await registry.put(`/eureka/apps/${path}/n1`).expect(400, '');
      await registry.put(`/eureka/apps/ORDERS/${path}`).expect(400, '');
    }
  });
});
