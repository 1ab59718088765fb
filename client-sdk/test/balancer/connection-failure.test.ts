import assert from 'node:assert/strict';
import { connectionFailure } from '../../src/balancer/connection-failure.ts';
import { closedPort, FakeServer } from '../fakes/fake-server.ts';

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
    assert.equal(connectionFailure(error), 'unsent');
    const byName = await failureOf(fetch(`http://localhost:${port}/`));
    assert.equal(connectionFailure(byName), 'unsent');
  });

  it('knows a connection that broke during a call', async () => {
    const server = await FakeServer.start(() => 'hang');
    const calling = failureOf(fetch(server.url));
    while (server.seen.length === 0) await new Promise(setImmediate);
    await server.stop();
    assert.equal(connectionFailure(await calling), 'interrupted');
  });

  it('takes a timeout for unsent only while connecting', () => {
    const connecting = { code: 'ETIMEDOUT', syscall: 'connect' };
    assert.equal(connectionFailure({ cause: connecting }), 'unsent');
    assert.equal(connectionFailure({ code: 'ETIMEDOUT', syscall: 'read' }), 'interrupted');
  });

  it('takes nothing else for a failed connection [client-sdk 20]', () => {
    const circular: { cause?: unknown } = {};
    circular.cause = circular;
    const others = [new Error('mine'), 'text', null, undefined, 404, circular, { code: 7 }];
    for (const error of others) assert.equal(connectionFailure(error), undefined);
    assert.equal(connectionFailure(new DOMException('x', 'AbortError')), undefined);
  });
});
