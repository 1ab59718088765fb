import assert from 'node:assert/strict';
import { gunzipSync } from 'node:zlib';
import { Secret } from '@vernal/core';
import { freePort } from '@vernal/core/testing';
import type { ReplicationRequest } from '@vernal/protocol/eureka';
import {
  createHttpPeerExchange,
  type HttpPeerExchangeOptions,
} from '../../../src/adapters/peers/http-peer-exchange.ts';
import type { PeerExchange } from '../../../src/ports/peer-exchange.ts';
import { useFakePeer } from './fake-peer.ts';

const CANCEL: ReplicationRequest = { appName: 'ORDERS', id: 'n1', action: 'Cancel' };

describe('the way to a peer', () => {
  const peer = useFakePeer();
  const open: PeerExchange[] = [];

  function exchange(changes: Partial<HttpPeerExchangeOptions> = {}): PeerExchange {
    const one = createHttpPeerExchange({
      url: peer.url,
      timeoutMs: 1_000,
      nodeId: 'me',
      ipAddr: '10.0.0.9',
      isCompressed: false,
      ...changes,
    });
    open.push(one);
    return one;
  }

  afterEach(() => {
    for (const one of open.splice(0)) one.close();
  });

  function answerWith(status: number, body = ''): void {
    peer.answer = (_request, response) => {
      response.statusCode = status;
      response.end(body);
    };
  }

  it('carries a batch as a Java peer does', async () => {
    answerWith(200, '{"responseList":[{"statusCode":200}]}');
    const outcome = await exchange().replicate([CANCEL]);
    assert.deepEqual(outcome, { kind: 'answered', results: [{ statusCode: 200 }] });
    const [request] = peer.requests;
    assert.equal(request?.method, 'POST');
    assert.equal(request.path, '/eureka/peerreplication/batch/');
    assert.equal(request.headers['content-type'], 'application/json');
    assert.equal(request.headers.accept, 'application/json');
    assert.equal(request.headers['discoveryidentity-name'], 'DefaultServer');
    assert.equal(request.headers['discoveryidentity-id'], '10.0.0.9');
    assert.equal(request.headers['x-netflix-discovery-replication'], undefined);
    assert.equal(
      request.body.toString(),
      '{"replicationList":[{"appName":"ORDERS","id":"n1","action":"Cancel"}]}',
    );
  });

  it('takes the credentials out of the URL into the header', async () => {
    answerWith(200, '{"responseList":[{"statusCode":200}]}');
    const url = peer.url.replace('//', '//peer:p%40ss@');
    await exchange({ url }).replicate([CANCEL]);
    const expected = `Basic ${Buffer.from('peer:p@ss').toString('base64')}`;
    assert.equal(peer.requests[0]?.headers.authorization, expected);
  });

  it('sends a bearer token instead, where one is configured', async () => {
    answerWith(200, '{"responseList":[{"statusCode":200}]}');
    await exchange({ bearerToken: new Secret('abc') }).replicate([CANCEL]);
    assert.equal(peer.requests[0]?.headers.authorization, 'Bearer abc');
  });

  it('compresses batches on demand', async () => {
    answerWith(200, '{"responseList":[{"statusCode":200}]}');
    await exchange({ isCompressed: true }).replicate([CANCEL]);
    const [request] = peer.requests;
    assert.equal(request?.headers['content-encoding'], 'gzip');
    assert.match(gunzipSync(request.body).toString(), /^\{"replicationList":/);
  });

  it('takes 503 and silence for congestion [eureka 99]', async () => {
    answerWith(503);
    assert.equal((await exchange().replicate([CANCEL])).kind, 'congested');
    peer.answer = () => undefined;
    assert.equal((await exchange({ timeoutMs: 50 }).replicate([CANCEL])).kind, 'congested');
  });

  it('takes a refused connection for a peer that is down [eureka 99]', async () => {
    const url = `http://127.0.0.1:${await freePort()}/eureka/`;
    assert.equal((await exchange({ url }).replicate([CANCEL])).kind, 'unreachable');
  });

  for (const [status, body] of [
    [400, ''],
    [401, ''],
    [500, '{"error":"x"}'],
    [302, ''],
    [200, ''],
    [200, '<html>'],
    [200, '{"responseList":[]}'],
    [200, '{"responseList":[{"statusCode":"x"}]}'],
  ] as const) {
    it(`gives up a batch that is answered with ${status} ${body} [eureka 99]`, async () => {
      answerWith(status, body);
      assert.equal((await exchange().replicate([CANCEL])).kind, 'refused');
    });
  }

  it('sends in halves what is too large at once, and keeps the order of the results', async () => {
    peer.answer = ({ body }, response) => {
      const { replicationList } = JSON.parse(body.toString()) as {
        replicationList: { id: string }[];
      };
      const ids = replicationList.map(({ id }) => Number(id));
      if (ids.length > 2 || ids.includes(3)) response.statusCode = 413;
      const responseList = ids.map((id) => ({ statusCode: 200 + id }));
      response.end(JSON.stringify({ responseList }));
    };
    const batch = [0, 1, 2, 3, 4].map((id) => ({ ...CANCEL, id: String(id) }));
    const outcome = await exchange().replicate(batch);
    assert.deepEqual(
      outcome.kind === 'answered' && outcome.results.map(({ statusCode }) => statusCode),
      [200, 201, 202, 413, 204],
    );
  });

  it('recognises itself at the other end', async () => {
    answerWith(421);
    assert.equal((await exchange().replicate([CANCEL])).kind, 'self');
    assert.equal(peer.requests[0]?.headers['x-vernal-node'], 'me');
  });

  it('reads lists, and says why when there is none', async () => {
    answerWith(200, '{"applications":{"apps__hashcode":"UP_1_","application":[]}}');
    const list = await exchange().fetchAll();
    assert.equal(list.kind === 'ok' && list.applications.appsHashCode, 'UP_1_');
    assert.equal(peer.requests[0]?.path, '/eureka/apps/');
    answerWith(403);
    assert.deepEqual(await exchange().fetchDelta(), {
      kind: 'failed',
      problem: 'the peer answered 403',
    });
    answerWith(200, 'garbage');
    assert.equal((await exchange().fetchAll()).kind, 'failed');
  });

  it('never shows credentials in a problem', async () => {
    const url = `http://peer:geheim@127.0.0.1:${await freePort()}/eureka/`;
    const outcome = await exchange({ url }).replicate([CANCEL]);
    assert.doesNotMatch(JSON.stringify(outcome), /geheim/);
  });
});
