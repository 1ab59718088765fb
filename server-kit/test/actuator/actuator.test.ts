import assert from 'node:assert/strict';
import type { HealthReport } from '@vernal/server-kit';
import request from 'supertest';
import { withDaemon } from '../daemon/with-daemon.ts';

function withHealth(...reports: readonly (readonly [string, () => HealthReport])[]) {
  return () => ({ health: reports.map(([name, check]) => ({ name, check })) });
}

const DETAILS = { 'management.endpoint.health.show-details': 'always' };

describe('the actuator', () => {
  it('links to its endpoints', () =>
    withDaemon({}, async ({ url }) => {
      const { body } = await request(url).get('/actuator').expect(200);
      assert.deepEqual(Object.keys(body._links), [
        'self',
        'health',
        'health-path',
        'info',
        'prometheus',
      ]);
      assert.deepEqual(body._links.health, { href: `${url}/actuator/health`, templated: false });
    }));

  it('answers in the media type of Spring Boot, or as plain JSON on demand', () =>
    withDaemon({}, async ({ url }) => {
      const media = 'application/vnd.spring-boot.actuator.v3+json';
      await request(url)
        .get('/actuator/health')
        .expect('content-type', new RegExp(media.replace('+', '\\+')));
      const plain = request(url).get('/actuator/health').set('accept', 'application/json');
      await plain.expect('content-type', /^application\/json/);
    }));

  it('aggregates health and shows components with details to those who may see them', () => {
    const parts = withHealth(
      ['registry', () => ({ status: 'UP', details: { instances: 3 } })],
      ['store', () => ({ status: 'DOWN' })],
    );
    return withDaemon({ parts, settings: DETAILS }, async ({ url }) => {
      const { body } = await request(url).get('/actuator/health').expect(503);
      assert.deepEqual(body, {
        status: 'DOWN',
        components: {
          readinessState: { status: 'UP' },
          registry: { status: 'UP', details: { instances: 3 } },
          store: { status: 'DOWN' },
        },
        groups: ['liveness', 'readiness'],
      });
    });
  });

  it('calls a component down whose check throws, and logs why', () => {
    const parts = withHealth([
      'broken',
      () => {
        throw new Error('no luck');
      },
    ]);
    return withDaemon({ parts }, async ({ url }, logger) => {
      await request(url).get('/actuator/health').expect(503);
      assert.equal(logger.lines[0]?.fields['component'], 'broken');
    });
  });

  it('answers single components and probes; a component that is down fails no probe', () => {
    const parts = withHealth(['store', () => ({ status: 'OUT_OF_SERVICE' })]);
    return withDaemon({ parts, settings: DETAILS }, async ({ url }) => {
      await request(url).get('/actuator/health/store').expect(503, { status: 'OUT_OF_SERVICE' });
      await request(url).get('/actuator/health/liveness').expect(200, { status: 'UP' });
      await request(url).get('/actuator/health/readiness').expect(200, { status: 'UP' });
      await request(url).get('/actuator/health/nothing').expect(404);
    });
  });

  it('shows nothing but the status to callers without credentials, as Spring does', () =>
    withDaemon({}, async ({ url }) => {
      await request(url).get('/actuator/health').expect(200, { status: 'UP' });
      await request(url).get('/actuator/health/readinessState').expect(404);
    }));

  it('tells name, version and what the daemon adds', () =>
    withDaemon({ parts: () => ({ info: { git: { commit: 'abc' } } }) }, async ({ url }) => {
      const { body } = await request(url).get('/actuator/info').expect(200);
      assert.equal(body.build.name, 'vernal-sample');
      assert.equal(body.build.version, '1.2.3');
      assert.equal(body.git.commit, 'abc');
    }));
});
