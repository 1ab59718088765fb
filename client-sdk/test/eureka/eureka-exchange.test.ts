import assert from 'node:assert/strict';
import { decodeInstance, encodeApplications } from '@vernal/protocol/eureka';
import { createEurekaExchange, type EurekaExchange } from '../../src/eureka/index.ts';
import { closedPort, FakeServer } from '../fakes/fake-server.ts';
import { applications, instanceInfo } from '../fakes/instances.ts';

describe('eureka exchange', () => {
  let server: FakeServer;
  let exchange: EurekaExchange;
  const info = instanceInfo('orders', 8080);

  beforeEach(async () => {
    server = await FakeServer.start(() => ({ status: 204 }));
    exchange = createEurekaExchange({ urls: [`${server.url}/eureka/`] });
  });

  afterEach(async () => {
    exchange.close();
    await server.stop();
  });

  it('registers with the body that a Eureka server reads', async () => {
    assert.deepEqual(await exchange.register(info), { kind: 'ok', value: undefined });
    assert.deepEqual(server.lines, ['POST /eureka/apps/ORDERS']);
    const decoded = decodeInstance(server.seen[0]?.body ?? '');
    assert.ok(decoded.ok);
    assert.equal(decoded.value.instanceId, 'box:orders:8080');
    assert.equal(decoded.value.port.number, 8080);
  });

  it('renews with status and dirty timestamp and tells an unknown instance apart', async () => {
    server.answer = () => ({ status: 200 });
    assert.equal((await exchange.renew(info)).kind, 'ok');
    server.answer = () => ({ status: 404, body: '{"timestamp": broken' });
    assert.equal((await exchange.renew(info)).kind, 'unknown-instance');
    const path = '/eureka/apps/ORDERS/box:orders:8080?status=UP&lastDirtyTimestamp=1000';
    assert.equal(server.lines[0], `PUT ${path}`);
  });

  it('cancels with DELETE', async () => {
    assert.equal((await exchange.cancel(info)).kind, 'ok');
    assert.deepEqual(server.lines, ['DELETE /eureka/apps/ORDERS/box:orders:8080']);
  });

  it('fetches everything and asks for gzip', async () => {
    const body = encodeApplications(applications([info]));
    server.answer = () => ({ status: 200, body });
    const fetched = await exchange.fetchAll();
    assert.ok(fetched.kind === 'ok');
    assert.equal(fetched.value.applications[0]?.instances[0]?.instanceId, 'box:orders:8080');
    assert.match(String(server.seen[0]?.headers['accept-encoding']), /gzip/);
    assert.equal(server.seen[0]?.headers.accept, 'application/json');
  });

  it('accepts a single application or instance object in place of a list [client-sdk 49]', async () => {
    const text = encodeApplications(applications([info]));
    const root = JSON.parse(text) as { applications: { application: unknown } };
    const [application] = root.applications.application as { instance: unknown[] }[];
    const single = { ...application, instance: application?.instance[0] };
    root.applications.application = single;
    server.answer = () => ({ status: 200, body: JSON.stringify(root) });
    const fetched = await exchange.fetchAll();
    assert.ok(fetched.kind === 'ok');
    assert.equal(fetched.value.applications[0]?.instances.length, 1);
  });

  it('says that a server has no deltas or no such application', async () => {
    server.answer = () => ({ status: 404 });
    assert.equal((await exchange.fetchDelta()).kind, 'absent');
    assert.equal((await exchange.fetchApplication('nobody')).kind, 'absent');
    server.answer = () => ({ status: 403 });
    assert.equal((await exchange.fetchDelta()).kind, 'absent');
  });

  it('calls an answer that makes no sense unavailable', async () => {
    for (const body of ['', '<html>', '[]', '{"applications": 3}']) {
      server.answer = () => ({ status: 200, body });
      assert.equal((await exchange.fetchAll()).kind, 'unavailable', body);
    }
  });

  it('tells a refusal from an outage', async () => {
    server.answer = () => ({ status: 401 });
    const refused = await exchange.register(info);
    assert.ok(refused.kind === 'refused' && refused.status === 401);
    server.answer = () => ({ status: 503 });
    assert.equal((await exchange.register(info)).kind, 'unavailable');
  });

  it('moves on to the next server within the same call [client-sdk 40]', async () => {
    const broken = await FakeServer.start(() => ({ status: 500 }));
    const refused = `http://127.0.0.1:${await closedPort()}/eureka`;
    const urls = [refused, `${broken.url}/eureka`, `${server.url}/eureka`];
    const several = createEurekaExchange({ urls });
    assert.equal((await several.register(info)).kind, 'ok');
    assert.equal(broken.seen.length, 1);
    assert.equal((await several.register(info)).kind, 'ok');
    assert.equal(broken.seen.length, 1, 'the server that worked is asked first');
    several.close();
    await broken.stop();
  });

  it('gives up on a server that stays silent', async () => {
    server.answer = () => 'hang';
    const hasty = createEurekaExchange({ urls: [server.url], timeoutMs: 50 });
    assert.equal((await hasty.renew(info)).kind, 'unavailable');
    hasty.close();
  });

  it('sends credentials and never shows them in a problem', async () => {
    const url = `http://bob:geheim@127.0.0.1:${server.port}/eureka`;
    const authorised = createEurekaExchange({ urls: [url] });
    server.answer = () => ({ status: 500 });
    const outcome = await authorised.register(info);
    const expected = `Basic ${Buffer.from('bob:geheim').toString('base64')}`;
    assert.equal(server.seen[0]?.headers.authorization, expected);
    assert.doesNotMatch(JSON.stringify(outcome), /geheim/);
    authorised.close();
  });

  it('breaks off what is under way when it is closed', async () => {
    server.answer = () => 'hang';
    const pending = exchange.renew(info);
    exchange.close();
    exchange.close();
    assert.equal((await pending).kind, 'unavailable');
  });
});
