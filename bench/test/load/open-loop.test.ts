import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openConnection } from '../../src/load/http-connection.ts';
import { runOpenLoop } from '../../src/load/open-loop.ts';
import { Outgoing } from '../../src/load/outgoing.ts';
import { sequenceOf } from '../../src/load/traffic.ts';

const stallMs = 200;

describe('the open loop', () => {
  const server = createServer((request, response) => {
    request.resume();
    const delayMs = response.socket?.bytesWritten === 0 ? stallMs : 0;
    setTimeout(() => response.writeHead(200, { 'content-length': '0' }).end(), delayMs);
  });
  before((done) => {
    server.listen(0, '127.0.0.1', () => done());
  });
  after((done) => {
    server.close(() => done());
  });

  it('counts the time that a request waited because the server stalled before it', async () => {
    const endpoint = { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
    const connection = await openConnection(endpoint);
    const request = { method: 'GET', path: '/' } as const;
    const outgoing = new Outgoing(sequenceOf({ kind: 'repeat', request }), endpoint);
    const result = await runOpenLoop([connection], outgoing, { perSecond: 100, seconds: 0.3 });
    connection.close();
    assert.equal(result.sent, 30);
    assert.equal(result.refused + result.lost, 0);
    // Only the first was slow; the twenty that were due meanwhile waited for it.
    const { p50Ms = 0 } = result.latencies['request'] ?? {};
    assert.ok(p50Ms > stallMs / 5, `${p50Ms} ms`);
  });
});
