import assert from 'node:assert/strict';
import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type Server,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createGunzip, gzipSync } from 'node:zlib';
import { type FedBody, feedGit } from '../../../src/http/hosting/git-body.ts';

const MAX_BYTES = 1_000_000;

describe('the body of a request of Git', () => {
  let server: Server;
  let input: PassThrough;
  let fed: Promise<FedBody>;
  /** What a request waits for. */
  let turnOf: (incoming: IncomingMessage) => Promise<unknown>;

  beforeEach(async () => {
    input = new PassThrough();
    turnOf = () => Promise.resolve();
    const heard = new Promise<Promise<FedBody>>((resolve) => {
      server = createServer((incoming, response) => {
        const feeding = turnOf(incoming).then(() => feedGit(incoming, input, MAX_BYTES));
        resolve(feeding);
        void feeding.then(() => response.end());
      });
    });
    fed = heard.then((feeding) => feeding);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  function send(headers: IncomingHttpHeaders = {}) {
    const { port } = server.address() as AddressInfo;
    const outgoing = request({ port, method: 'POST', headers });
    outgoing.on('error', () => undefined);
    outgoing.on('response', (response) => response.resume());
    return outgoing;
  }

  it('comes to Git as it is, and unpacked', async () => {
    const text = Buffer.from('want something\n'.repeat(1_000));
    send({ 'content-encoding': 'gzip' }).end(gzipSync(text));
    assert.deepEqual(await buffer(input), text);
    assert.deepEqual(await fed, { end: 'complete', bytes: text.length });
  });

  it('may not be larger than allowed when it is unpacked', async () => {
    input.resume();
    send({ 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(50 * MAX_BYTES)));
    const { end, bytes } = await fed;
    assert.equal(end, 'too-large');
    assert.ok(bytes < 2 * MAX_BYTES, 'the rest is not unpacked');
  });

  it('leaves nothing open that unpacks, when it is too large', async () => {
    let isDestroyed = false;
    const kind = Object.getPrototypeOf(createGunzip());
    kind.destroy = function destroy(this: object, ...args: unknown[]) {
      isDestroyed = true;
      return PassThrough.prototype.destroy.apply(this, args as []);
    };
    try {
      input.resume();
      send({ 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(50 * MAX_BYTES)));
      await fed;
      assert.ok(isDestroyed);
    } finally {
      delete kind.destroy;
    }
  });

  it('is not read faster than Git takes it', async () => {
    const outgoing = send();
    outgoing.write(Buffer.alloc(500_000));
    await once(input, 'readable');
    assert.ok(input.readableLength <= 2 * input.readableHighWaterMark + 65_536);
    input.resume();
    outgoing.end();
    assert.deepEqual(await fed, { end: 'complete', bytes: 500_000 });
  });

  it('is read to its end when Git wants no more of it', async () => {
    input.destroy();
    send().end(Buffer.alloc(500_000));
    assert.deepEqual(await fed, { end: 'complete', bytes: 500_000 });
  });

  it('may be broken, or never end', async () => {
    send({ 'content-encoding': 'gzip' }).end('no gzip at all');
    assert.equal((await fed).end, 'malformed');
  });

  for (const encoding of ['identity', 'gzip']) {
    it(`may be cut off (${encoding})`, async () => {
      const outgoing = send({ 'content-encoding': encoding });
      outgoing.write(gzipSync('half').subarray(0, 10));
      await new Promise((resolve) => server.once('request', resolve));
      outgoing.destroy();
      assert.equal((await fed).end, 'gone');
    });

    it(`may belong to a client that went while it waited for its turn (${encoding})`, async () => {
      turnOf = (incoming) => new Promise((resolve) => incoming.once('close', resolve));
      const outgoing = send({ 'content-encoding': encoding });
      outgoing.end(gzipSync('all of it'));
      await once(server, 'request');
      outgoing.destroy();
      assert.equal((await fed).end, 'gone');
    });
  }
});
