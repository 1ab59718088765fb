import assert from 'node:assert/strict';
import { defineOptions, text } from '@vernal/core/options';
import { RecordingLogger } from '@vernal/core/testing';
import { type DaemonDefinition, methodNotAllowed, startDaemon, textBody } from '@vernal/server-kit';
import { Router } from 'express';
import request from 'supertest';

const options = defineOptions({
  greeting: text('sample.greeting', { default: 'hello', description: 'Greeting' }),
});

const sample: DaemonDefinition<{ readonly greeting: string }> = {
  name: 'vernal-sample',
  version: '1.2.3',
  summary: 'greets',
  dataFolder: 'sample',
  defaultPort: 0,
  options,
  create({ greeting }, host) {
    const routes = Router();
    routes
      .route('/greeting')
      .get((_request, response) => {
        response.send(greeting);
      })
      .all(methodNotAllowed('GET'));
    routes.post('/echo', textBody({ limitBytes: host.maxBodyBytes }), (incoming, response) => {
      response.send(incoming.body);
    });
    return { lifecycles: [], routes, health: [] };
  },
};

describe('startDaemon', () => {
  it('serves the routes of the definition with the options given', async () => {
    const daemon = await startDaemon(
      sample,
      { 'sample.greeting': 'hi' },
      { logger: new RecordingLogger() },
    );
    try {
      await request(daemon.url).get('/greeting').expect(200, 'hi');
      await request(daemon.url).get('//greeting').expect(200, 'hi');
      await request(daemon.url).post('/greeting').expect(405).expect('allow', 'GET');
      await request(daemon.url).get('/nowhere').expect(404);
      await request(daemon.url).post('/echo').send('abc').expect(200, 'abc');
      const health = await request(daemon.url).get('/actuator/health').expect(200);
      assert.equal(health.body.status, 'UP');
      const metrics = await request(daemon.url).get('/actuator/prometheus').expect(200);
      assert.match(
        metrics.text,
        /http_server_requests_seconds_count\{method="GET",uri="\/greeting",status="200",outcome="SUCCESS"\} 2/,
      );
    } finally {
      await daemon.stop();
    }
  });
});
