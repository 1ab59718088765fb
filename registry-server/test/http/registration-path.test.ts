import assert from 'node:assert/strict';
import { registrationOf, useRegistry } from './running-registry.ts';

describe('POST /eureka/apps/{app}, with and without the general router', () => {
  const registry = useRegistry({ 'vernal.http.max-body': '4KB' });
  const text = (changes = {}) => JSON.stringify(registrationOf(changes));

  const post = (headers: Readonly<Record<string, string>>, body: string) =>
    registry.http.post('/eureka/apps/ORDERS').set(headers).send(body);

  it('answers 204 without a body, whatever the charset is said to be [eureka 13]', async () => {
    for (const type of ['application/json', 'application/json;charset=UTF-8']) {
      const { text: answer, headers } = await post({ 'content-type': type }, text()).expect(204);
      assert.equal(answer, '');
      assert.equal(headers['content-type'], undefined);
    }
  });

  it('takes names that are not ASCII', async () => {
    await post({ 'content-type': 'application/json' }, text({ hostName: 'bücher.lab' })).expect(
      204,
    );
    const { body } = await registry.get('/eureka/apps/ORDERS/n1').expect(200);
    assert.equal(body.instance.hostName, 'bücher.lab');
  });

  it('says what is wrong in Java’s words [eureka 20, 25]', async () => {
    const unreadable = await post({ 'content-type': 'application/json' }, '{"instance":[]}');
    assert.equal(unreadable.status, 400);
    assert.equal(unreadable.text, '{"error": "cannot parse request body"}');
    const strange = await post({ 'content-type': 'application/json' }, text({ app: 'BILLING' }));
    assert.equal(strange.status, 400);
    assert.equal(strange.text, 'Mismatched appName, expecting ORDERS but was BILLING');
  });

  it('refuses what is too long, in no format it knows, or asked for in none, without a body', async () => {
    const json = { 'content-type': 'application/json' };
    const tooLong = await post(json, text({ metadata: { long: 'x'.repeat(5_000) } }));
    const noFormat = await post({ 'content-type': 'text/plain' }, text());
    const noAnswer = await post({ ...json, accept: 'text/plain' }, text());
    assert.deepEqual(
      [tooLong, noFormat, noAnswer].map(({ status, text: answer }) => [status, answer]),
      [
        [413, ''],
        [415, ''],
        [406, ''],
      ],
    );
    await registry.get('/eureka/apps/ORDERS').expect(404);
  });

  it('is no method of the delta', async () => {
    const { headers } = await registry.http
      .post('/eureka/apps/delta')
      .set('content-type', 'application/json')
      .send(text())
      .expect(405, '');
    assert.equal(headers['allow'], 'GET, OPTIONS');
  });

  it('is counted with its status', async () => {
    await post({ 'content-type': 'application/json' }, text()).expect(204);
    await post({ 'content-type': 'application/json' }, '{').expect(400);
    const { text: metrics } = await registry.http.get('/actuator/prometheus').expect(200);
    const counted = (status: number): RegExp =>
      new RegExp(`http_server_requests_seconds_count\\{method="POST",uri="hot",status="${status}"`);
    assert.match(metrics, counted(204));
    assert.match(metrics, counted(400));
  });
});
