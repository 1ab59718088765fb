import assert from 'node:assert/strict';
import { encodeEnvironment } from '@vernal/protocol/config';
import { type ConfigExchange, createConfigExchange } from '../../src/config/config-exchange.ts';
import { environment } from '../fakes/environments.ts';
import { closedPort, FakeServer } from '../fakes/fake-server.ts';

const key = { application: 'catalog', profiles: 'prod,eu', label: null };
const body = encodeEnvironment(environment({ a: 1 }));

describe('config exchange', () => {
  let server: FakeServer;
  const open: ConfigExchange[] = [];

  beforeEach(async () => {
    server = await FakeServer.start(() => ({ status: 200, body }));
  });

  afterEach(async () => {
    for (const exchange of open.splice(0)) exchange.close();
    await server.stop();
  });

  function exchangeWith(...uris: readonly string[]): ConfigExchange {
    const exchange = createConfigExchange({ uris, timeoutMs: 1_000 });
    open.push(exchange);
    return exchange;
  }

  it('asks for application, profiles and label, a slash written (_) [client-sdk 62]', async () => {
    const exchange = exchangeWith(`${server.url}/base/`);
    await exchange.fetch(key);
    await exchange.fetch({ ...key, label: 'feature/x y' });
    assert.deepEqual(server.lines, [
      'GET /base/catalog/prod,eu',
      'GET /base/catalog/prod,eu/feature(_)x%20y',
    ]);
  });

  it('names the commit it was told of, and only then', async () => {
    const exchange = exchangeWith(server.url);
    await exchange.fetch(key);
    const fetched = await exchange.fetch(key, 'abc123');
    assert.equal(fetched.kind, 'ok');
    const sent = server.seen.map(({ headers }) => headers['x-vernal-commit']);
    assert.deepEqual(sent, [undefined, 'abc123']);
  });

  it('uses the second server when the first refuses the connection or fails [client-sdk 63]', async () => {
    const broken = await FakeServer.start(() => ({ status: 500 }));
    const refused = `http://127.0.0.1:${await closedPort()}`;
    const fetched = await exchangeWith(refused, broken.url, server.url).fetch(key);
    assert.equal(fetched.kind, 'ok');
    assert.equal(broken.seen.length, 1);
    await broken.stop();
  });

  it('tells wrong credentials from an outage [client-sdk 63]', async () => {
    const exchange = exchangeWith(server.url);
    for (const [status, kind] of [
      [401, 'refused'],
      [403, 'refused'],
      [404, 'unavailable'],
      [500, 'unavailable'],
    ] as const) {
      server.answer = () => ({ status });
      assert.equal((await exchange.fetch(key)).kind, kind);
    }
    server.answer = () => ({ status: 200, body: '<html>' });
    assert.equal((await exchange.fetch(key)).kind, 'unavailable');
  });
});
