import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import request from 'supertest';
import { withDaemon } from '../daemon/with-daemon.ts';

/** Sends raw bytes and gives the first line of the answer: for what no HTTP client would send. */
function firstLine(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    socket.setEncoding('latin1');
    socket.once('data', (answer) => {
      resolve(String(answer).split('\r\n')[0] ?? '');
      socket.destroy();
    });
    socket.once('error', reject);
  });
}

describe('a request', () => {
  it('finds its route also with doubled slashes', () =>
    withDaemon({}, async ({ url }) => {
      await request(url).get('//items///a%2F%2Fb?x=//').expect(200, 'a//b');
    }));

  it('for an unknown path is answered with 404 and the four members of Spring', () =>
    withDaemon({}, async ({ url }) => {
      const { body } = await request(url)
        .get('/nowhere?x=1')
        .expect(404)
        .expect('content-type', /json/);
      assert.deepEqual(Object.keys(body), ['timestamp', 'status', 'error', 'path']);
      assert.equal(body.status, 404);
      assert.equal(body.error, 'Not Found');
      assert.equal(body.path, '/nowhere');
    }));

  it('that fails gets its error as the JSON type that it accepts, or without a body', () =>
    withDaemon({}, async ({ url }) => {
      const failWith = (accept: string) => request(url).get('/nowhere').set('accept', accept);
      await failWith('text/html, */*;q=0.1').expect(404).expect('content-type', 'application/json');
      const vendor = await failWith('application/json;q=0.5, application/vnd.x.v2+json').expect(
        404,
      );
      assert.equal(vendor.headers['content-type'], 'application/vnd.x.v2+json');
      assert.equal(JSON.parse(vendor.text).status, 404);
      const plain = await failWith('text/plain, application/xml').expect(404, '');
      assert.equal(plain.headers['content-type'], undefined);
    }));

  it('with the wrong method is answered with 405 and Allow', () =>
    withDaemon({}, async ({ url }) => {
      await request(url).post('/greeting').expect(405).expect('allow', 'GET');
      await request(url).delete('/actuator/health').expect(405).expect('allow', 'GET');
    }));

  it('with a broken percent-encoding is answered with 400', () =>
    withDaemon({}, async ({ url, port }) => {
      assert.match(await firstLine(port, 'GET /items/%zz HTTP/1.1\r\nhost: a\r\n\r\n'), / 400 /);
      await request(url).get('/items/ok').expect(200);
    }));

  it('with a body that is too large is answered with 413, compressed or not', () =>
    withDaemon({ settings: { 'vernal.http.max-body': '1KB' } }, async ({ url }) => {
      await request(url).post('/echo').send('x'.repeat(1024)).expect(200);
      await request(url).post('/echo').send('x'.repeat(1025)).expect(413);
      const bomb = gzipSync('x'.repeat(100_000));
      await request(url).post('/echo').set('content-encoding', 'gzip').send(bomb).expect(413);
    }));

  it('may have a gzip body', () =>
    withDaemon({}, async ({ url }) => {
      const packed = request(url).post('/echo').set('content-encoding', 'gzip');
      await packed.send(gzipSync('grüße')).expect(200, 'grüße');
      const broken = request(url).post('/echo').set('content-encoding', 'gzip');
      await broken.send('not gzip').expect(400);
    }));

  it('with a head that is too large is answered with 431', () =>
    withDaemon({ settings: { 'server.max-http-request-header-size': '1KB' } }, async ({ port }) => {
      const head = `GET / HTTP/1.1\r\nhost: a\r\nx: ${'x'.repeat(2_000)}\r\n\r\n`;
      assert.match(await firstLine(port, head), / 431 /);
    }));

  it('that is no HTTP is answered with 400 and harms nobody else', () =>
    withDaemon({}, async ({ url, port }) => {
      assert.match(await firstLine(port, 'HELLO\r\n\r\n'), / 400 /);
      await request(url).get('/greeting').expect(200);
    }));

  it('whose handler fails is answered with 500 without the reason, which is logged', () =>
    withDaemon({}, async ({ url }, logger) => {
      const { text } = await request(url).get('/broken').expect(500);
      assert.doesNotMatch(text, /hunter2/);
      const line = logger.lines.find(({ level }) => level === 'error');
      assert.equal(line?.fields['path'], '/broken');
      assert.ok(line.fields['error'] instanceof Error);
    }));

  it('may be refused by its handler with any status and headers', () =>
    withDaemon({}, async ({ url }, logger) => {
      await request(url).get('/teapot').expect(418).expect('x-tea', 'green');
      assert.deepEqual(logger.lines, []);
    }));

  it('below /eureka is refused with an empty body and no content type (eureka-protocol 1.7)', () =>
    withDaemon({ settings: { 'vernal.http.max-body': '1KB' } }, async ({ url }) => {
      const answers = [
        await request(url).get('/eureka/nowhere').expect(404),
        await request(url).get('/eureka/broken').expect(500),
        await request(url).post('/eureka/echo').send('x'.repeat(2_000)).expect(413),
      ];
      for (const answer of answers) {
        assert.equal(answer.text, '');
        assert.equal(answer.headers['content-type'], undefined);
        assert.equal(answer.headers['content-length'], '0');
      }
    }));

  it('is counted by method, route and status, whatever values its path holds', () =>
    withDaemon({}, async ({ url }) => {
      await request(url).get('/items/1');
      await request(url).get('/items/2');
      await request(url).get('/hot').expect(200, 'hot');
      await request(url).get('/nowhere');
      const { text } = await request(url).get('/actuator/prometheus').expect(200);
      const counts = [...text.matchAll(/^http_server_requests_seconds_count\{(.*)\} (\d+)$/gm)];
      assert.deepEqual(
        counts.map(([, labels, count]) => `${labels} ${count}`),
        [
          'method="GET",uri="/items/:id",status="200",outcome="SUCCESS" 2',
          'method="GET",uri="hot",status="200",outcome="SUCCESS" 1',
          'method="GET",uri="NOT_FOUND",status="404",outcome="CLIENT_ERROR" 1',
        ],
      );
    }));

  it('that breaks the hot path is answered with 500; the daemon lives on', () =>
    withDaemon(
      {
        parts: () => ({
          hotPath(incoming) {
            if (incoming.url === '/hot') throw new Error('hot path broke');
            return false;
          },
        }),
      },
      async ({ url }) => {
        await request(url).get('/hot').expect(500);
        await request(url).get('/greeting').expect(200);
      },
    ));
});
