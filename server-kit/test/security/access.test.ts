import assert from 'node:assert/strict';
import { startDaemon } from '@vernal/server-kit';
import request from 'supertest';
import { createSampleDaemon } from '../daemon/sample-daemon.ts';
import { withDaemon } from '../daemon/with-daemon.ts';

const settings = {
  'spring.security.user.name': 'ann',
  'spring.security.user.password': 'hunter2',
  'vernal.security.users': [{ name: 'bob', password: '{noop}swordfish' }],
};

describe('a daemon with credentials', () => {
  it('challenges callers without good ones, on routes, hot path and metrics', () =>
    withDaemon({ settings }, async ({ url }) => {
      for (const path of ['/greeting', '/hot', '/actuator', '/actuator/prometheus', '/nowhere']) {
        await request(url)
          .get(path)
          .expect(401)
          .expect('www-authenticate', /^Basic realm=/);
        await request(url).get(path).auth('ann', 'wrong').expect(401);
      }
    }));

  it('lets every configured user in', () =>
    withDaemon({ settings }, async ({ url }) => {
      await request(url).get('/greeting').auth('ann', 'hunter2').expect(200);
      await request(url).get('/hot').auth('bob', 'swordfish').expect(200, 'hot');
      await request(url).get('/hot').auth('bob', 'swordfish').expect(200, 'hot');
      await request(url).post('/echo').auth('bob', 'swordfish').send('abc').expect(200, 'abc');
    }));

  it('challenges below /eureka with an empty body (eureka-protocol 1.7)', () =>
    withDaemon({ settings }, async ({ url }) => {
      const { text } = await request(url).get('/eureka/apps').expect(401);
      assert.equal(text, '');
    }));

  it('shows health and info to everybody, details to its users only', () =>
    withDaemon({ settings }, async ({ url }) => {
      const { body: open } = await request(url).get('/actuator/health').expect(200);
      assert.deepEqual(open, { status: 'UP' });
      const { body: wrong } = await request(url)
        .get('/actuator/health')
        .auth('ann', 'x')
        .expect(200);
      assert.equal(wrong.components, undefined);
      const { body: full } = await request(url).get('/actuator/health').auth('ann', 'hunter2');
      assert.deepEqual(full.components, { readinessState: { status: 'UP' } });
      await request(url).get('/actuator/info').expect(200);
      await request(url).get('/actuator/health/readinessState').expect(401);
      await request(url).get('/actuator/health/liveness').expect(200);
    }));
});

describe('users', () => {
  const problemsOf = async (wrong: Record<string, unknown>) => {
    const started = startDaemon(createSampleDaemon(), wrong);
    const error: unknown = await started.then(
      (daemon) => daemon.stop(),
      (problem: unknown) => problem,
    );
    assert.ok(error instanceof Error, 'it started');
    return error.message;
  };

  it('need a name and a password', async () => {
    assert.match(
      await problemsOf({ 'spring.security.user.name': 'ann' }),
      /^spring\.security\.user\.password: is missing$/,
    );
    assert.match(
      await problemsOf({ 'vernal.security.users': [{ password: 'x' }] }),
      /^vernal\.security\.users\[0\]\.name: must be a text without a colon$/,
    );
  });

  it('are needed on a public address, or else a word that nobody is', async () => {
    const refusal = await problemsOf({ 'server.address': '0.0.0.0' });
    assert.match(refusal, /^server\.address: 0\.0\.0\.0 is public/);
    assert.match(refusal, /--spring\.security\.user\.name and --spring\.security\.user\.password/);
    assert.match(refusal, /--vernal\.security\.allow-anonymous-on-public-address=true/);
  });

  it('none: an allowed public address shows no health details', () =>
    withDaemon(
      {
        settings: {
          'server.address': '0.0.0.0',
          'vernal.security.allow-anonymous-on-public-address': true,
        },
      },
      async ({ port }) => {
        const { body } = await request(`http://127.0.0.1:${port}`)
          .get('/actuator/health')
          .expect(200);
        assert.equal(body.components, undefined);
      },
    ));
});
