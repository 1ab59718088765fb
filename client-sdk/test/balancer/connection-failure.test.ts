import assert from 'node:assert/strict';
import { connectionFailure } from '../../src/balancer/connection-failure.ts';
import { closedPort, FakeServer } from '../fakes/fake-server.ts';

const TARGET = { host: '127.0.0.1', port: 1 };

async function failureOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => assert.fail('should have failed'),
    (error: unknown) => error,
  );
}

describe('connection failure', () => {
  it('knows a connection that was refused to fetch', async () => {
    const port = await closedPort();
    const error = await failureOf(fetch(`http://127.0.0.1:${port}/`));
    assert.equal(connectionFailure(error, { host: '127.0.0.1', port }), 'unsent');
    const byName = await failureOf(fetch(`http://localhost:${port}/`));
    assert.equal(connectionFailure(byName, { host: 'localhost', port }), 'unsent');
  });

  it('knows a connection that broke during a call', async () => {
    const server = await FakeServer.start(() => 'hang');
    const target = { host: '127.0.0.1', port: server.port };
    const calling = failureOf(fetch(server.url));
    while (server.seen.length === 0) await new Promise(setImmediate);
    await server.stop();
    assert.equal(connectionFailure(await calling, target), 'interrupted');
  });

  it('takes a timeout for unsent only while connecting', () => {
    const connecting = { code: 'ETIMEDOUT', syscall: 'connect' };
    assert.equal(connectionFailure({ cause: connecting }, TARGET), 'unsent');
    const reading = { code: 'ETIMEDOUT', syscall: 'read' };
    assert.equal(connectionFailure(reading, TARGET), 'interrupted');
  });

  it('takes nothing else for a failed connection [client-sdk 20]', () => {
    const circular: { cause?: unknown } = {};
    circular.cause = circular;
    const others = [new Error('mine'), 'text', null, undefined, 404, circular, { code: 7 }];
    for (const error of others) assert.equal(connectionFailure(error, TARGET), undefined);
    assert.equal(connectionFailure(new DOMException('x', 'AbortError'), TARGET), undefined);
  });

  it('leaves out the failures of a server that the instance redirected to', () => {
    const refused = { code: 'ECONNREFUSED', address: '127.0.0.1', port: 1 };
    assert.equal(connectionFailure(refused, TARGET), 'unsent');
    assert.equal(connectionFailure({ ...refused, port: 2 }, TARGET), undefined);
    assert.equal(connectionFailure({ ...refused, address: '127.0.0.2' }, TARGET), undefined);
    const unknown = { code: 'ENOTFOUND', hostname: 'elsewhere' };
    assert.equal(connectionFailure({ cause: unknown }, TARGET), undefined);
    assert.equal(connectionFailure(unknown, { host: 'Elsewhere', port: 1 }), 'unsent');
  });
});
