import assert from 'node:assert/strict';
import { type Lifecycle, silentLogger, VernalError } from '@vernal/core';
import { freePort } from '@vernal/core/testing';
import { startDaemon } from '@vernal/server-kit';
import request from 'supertest';
import { createSampleDaemon } from './sample-daemon.ts';
import { withDaemon } from './with-daemon.ts';

describe('startDaemon', () => {
  it('serves the routes of the definition with the options given', () =>
    withDaemon({ settings: { 'sample.greeting': 'hi' } }, async ({ url }) => {
      await request(url).get('/greeting').expect(200, 'hi');
    }));

  it('refuses wrong options, all problems in one error', async () => {
    const settings = { 'server.port': 'x', 'sample.greting': 'hi', 'server.address': '0.0.0.0' };
    await assert.rejects(startDaemon(createSampleDaemon(), settings), (error: unknown) => {
      assert.ok(error instanceof VernalError);
      assert.equal(error.code, 'OPTIONS_INVALID');
      assert.deepEqual(error.message.split('\n'), [
        'server.port: "x" is not a whole number (from setting server.port)',
        'sample.greting: is not a known option; did you mean sample.greeting? (from setting sample.greting)',
      ]);
      return true;
    });
  });

  it('names port, daemon and option when the port is in use', () =>
    withDaemon({}, async ({ port }) => {
      const second = startDaemon(
        createSampleDaemon(),
        { 'server.port': port },
        { logger: silentLogger },
      );
      await assert.rejects(second, {
        code: 'HTTP_CANNOT_LISTEN',
        message: `port ${port} on 127.0.0.1 is in use, but vernal-sample wants it; choose another with --server.port=PORT`,
      });
    }));

  it('starts no part when its port is in use, so that nobody shares a data folder', () =>
    withDaemon({}, async ({ port }) => {
      const events: string[] = [];
      const definition = createSampleDaemon(() => ({ lifecycles: [recorder('part', events)] }));
      await assert.rejects(
        startDaemon(definition, { 'server.port': port }, { logger: silentLogger }),
      );
      assert.deepEqual(events, []);
    }));

  it('starts its parts in order and stops them in reverse, once', async () => {
    const events: string[] = [];
    const definition = createSampleDaemon(() => ({
      lifecycles: [recorder('a', events), recorder('b', events)],
    }));
    const daemon = await startDaemon(definition, {}, { logger: silentLogger });
    await Promise.all([daemon.stop(), daemon.stop()]);
    assert.deepEqual(events, ['start a', 'start b', 'stop b', 'stop a']);
  });

  it('closes its port again when a part fails to start', async () => {
    const definition = createSampleDaemon(() => ({
      lifecycles: [
        {
          start: () => Promise.reject(new VernalError('SAMPLE_BROKEN', 'no luck')),
          stop: () => Promise.resolve(),
        },
      ],
    }));
    await assert.rejects(startDaemon(definition, {}, { logger: silentLogger }), {
      code: 'SAMPLE_BROKEN',
    });
  });

  it('answers 503 until its parts have started, and health says so', async () => {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const asked: request.Response[] = [];
    const definition = createSampleDaemon(() => ({
      lifecycles: [
        {
          async start() {
            asked.push(
              await request(url).get('/greeting'),
              await request(url).get('/actuator/health'),
            );
          },
          stop: () => Promise.resolve(),
        },
      ],
    }));
    const daemon = await startDaemon(definition, { 'server.port': port }, { logger: silentLogger });
    await daemon.stop();
    const [greeting, health] = asked;
    assert.equal(greeting?.status, 503);
    assert.equal(greeting.headers['retry-after'], '1');
    assert.equal(health?.status, 503);
    assert.equal(health.body.status, 'OUT_OF_SERVICE');
  });
});

function recorder(name: string, events: string[]): Lifecycle {
  return {
    start: async () => void events.push(`start ${name}`),
    stop: async () => void events.push(`stop ${name}`),
  };
}
