import assert from 'node:assert/strict';
import { useRegistry } from '../running-registry.ts';

const FIELD = /<input type="hidden" name="([^"]+)" value="([^"]*)"/g;

describe('taking an instance out of service on the dashboard', () => {
  const registry = useRegistry();
  const ask = (instance = 'n1', command = 'out-of-service') =>
    registry.http.get(`/service?command=${command}&app=ORDERS&instance=${instance}`);
  const fieldsOf = (page: string): Record<string, string> =>
    Object.fromEntries([...page.matchAll(FIELD)].map(([, name, value]) => [name, value]));
  const send = (fields: Readonly<Record<string, string>>) =>
    registry.http.post('/service').type('form').send(fields);
  const statusOf = async () => {
    const { body } = await registry.get('/eureka/apps/ORDERS/n1');
    return [body.instance.status, body.instance.overriddenStatus];
  };

  beforeEach(async () => {
    await registry.register();
    await registry.register({ instanceId: 'n2' });
  });

  it('says how many remain UP, and does it once confirmed', async () => {
    const { text } = await ask().expect(200);
    assert.match(text, /1 of 2 instances of ORDERS remain UP/);
    assert.deepEqual(await statusOf(), ['UP', 'UNKNOWN']);
    await send({ ...fieldsOf(text), reason: 'disk is full' })
      .expect(303)
      .expect('location', '/?app=ORDERS');
    assert.deepEqual(await statusOf(), ['OUT_OF_SERVICE', 'OUT_OF_SERVICE']);
    const journal = await registry.http.get('/actuator/vernal/events?type=status-changed');
    const { actor, reason, status } = JSON.parse(journal.text);
    assert.deepEqual([actor, reason, status], ['anonymous', 'disk is full', 'OUT_OF_SERVICE']);
  });

  it('is undone the same way', async () => {
    await send(fieldsOf((await ask()).text)).expect(303);
    await send(fieldsOf((await ask('n1', 'back-in-service')).text)).expect(303);
    assert.deepEqual(await statusOf(), ['UP', 'UNKNOWN']);
  });

  it('asks once more before the last one UP goes', async () => {
    await registry.delete('/eureka/apps/ORDERS/n2').expect(200);
    const fields = fieldsOf((await ask()).text);
    await send(fields).expect(403, /No instance of ORDERS would remain UP/);
    assert.deepEqual(await statusOf(), ['UP', 'UNKNOWN']);
    await send({ ...fields, last: 'yes' }).expect(303);
    assert.equal((await statusOf())[0], 'OUT_OF_SERVICE');
  });

  it('refuses a form that was not read here, is for something else, or is too old', async () => {
    const fields = fieldsOf((await ask()).text);
    await send({ ...fields, token: '' }).expect(403);
    await send({ ...fields, token: `${registry.time.now() + 1_000}.forged` }).expect(403);
    await send({ ...fields, instance: 'n2' }).expect(403);
    await registry.time.advance(3_600_000);
    await registry.register();
    await send(fields).expect(403);
    assert.equal((await statusOf())[0], 'UP');
  });

  it('answers 404 for an instance that is gone and 400 for a command that does not exist', async () => {
    await ask('n9').expect(404);
    await ask('n1', 'explode').expect(400);
    await registry.http.post('/service').expect(400);
  });
});

describe('the dashboard with credentials', () => {
  const registry = useRegistry({
    'vernal.security.users[0].name': 'rita',
    'vernal.security.users[0].password': '{noop}r',
    'vernal.security.users[0].roles': 'reader',
    'vernal.security.users[1].name': 'olaf',
    'vernal.security.users[1].password': '{noop}o',
    'vernal.security.users[1].roles': 'operator',
    'vernal.security.users[2].name': 'sam',
    'vernal.security.users[2].password': '{noop}s',
    'vernal.security.users[2].roles': 'service',
  });

  beforeEach(() => registry.register().auth('olaf', 'o').expect(204));

  it('is for readers and operators', async () => {
    await registry.http.get('/').expect(401);
    await registry.http.get('/').auth('sam', 's').expect(403);
    await registry.http.get('/actuator/vernal/events').auth('sam', 's').expect(403);
    await registry.http.get('/').auth('rita', 'r').expect(200);
  });

  it('lets operators alone take instances out of service, and notes who did', async () => {
    const path = '/service?command=out-of-service&app=ORDERS&instance=n1';
    const reading = await registry.http.get('/').auth('rita', 'r');
    assert.ok(!reading.text.includes('/service?'));
    const { text } = await registry.http.get(path).auth('olaf', 'o').expect(200);
    const fields = Object.fromEntries(
      [...text.matchAll(FIELD)].map(([, name, value]) => [name, value]),
    );
    const send = (name: string, password: string) =>
      registry.http
        .post('/service')
        .type('form')
        .auth(name, password)
        .send({ ...fields, last: 'yes' });
    await send('rita', 'r').expect(403);
    await send('olaf', 'o').expect(303);
    const journal = await registry.http
      .get('/actuator/vernal/events?type=status-changed')
      .auth('rita', 'r');
    assert.equal(JSON.parse(journal.text).actor, 'olaf');
  });
});
