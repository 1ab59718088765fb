import assert from 'node:assert/strict';
import { Agent, get, type IncomingMessage } from 'node:http';
import { hasRole, type Principal, startDaemon } from '@vernal/server-kit';
import { type KeyServer, startKeyServer } from '@vernal/server-kit/testing';
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

  it('judges each request of a connection by what it says itself', () =>
    withDaemon({ settings }, async ({ port }) => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      const ask = (auth: string | null) =>
        new Promise((resolve, reject) => {
          get({ port, path: '/hot', agent, auth }, (response) => {
            response.resume().on('end', () => resolve(response.statusCode));
          }).on('error', reject);
        });
      const good = 'ann:hunter2';
      const said = [good, good, good, 'ann:hunter3', null, 'bob:swordfish', good];
      const answers: unknown[] = [];
      for (const auth of said) answers.push(await ask(auth));
      agent.destroy();
      assert.deepEqual(answers, [200, 200, 200, 401, 401, 200, 200]);
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

describe('a caller', () => {
  const limited = {
    'vernal.security.users': [
      { name: 'bob', password: 'swordfish', roles: 'reader' },
      { name: 'eve', password: 'sesame', roles: 'operator' },
      { name: 'old', password: 'spring' },
    ],
  };
  const parts = () => ({
    access: (_request: IncomingMessage, caller: Principal) => hasRole(caller, 'operator'),
  });

  it('without the right is refused with 403 before hot path and routes; others are not', () =>
    withDaemon({ settings: limited, parts }, async ({ url }) => {
      for (const path of ['/hot', '/greeting', '/actuator/prometheus', '/eureka/apps']) {
        await request(url).get(path).auth('bob', 'swordfish').expect(403);
      }
      await request(url).get('/hot').auth('eve', 'sesame').expect(200);
      await request(url).get('/hot').auth('old', 'spring').expect(200);
      await request(url).get('/actuator/info').auth('bob', 'swordfish').expect(200);
    }));

  it('is refused below /eureka with an empty body', () =>
    withDaemon({ settings: limited, parts }, async ({ url }) => {
      const answer = await request(url).get('/eureka/apps').auth('bob', 'swordfish').expect(403);
      assert.equal(answer.text, '');
      assert.equal(answer.headers['content-type'], undefined);
    }));

  it('that is refused stands in the audit log and in the metrics, without its password', () =>
    withDaemon({ settings: limited, parts }, async ({ url }, logger) => {
      await request(url).put('/greeting').auth('bob', 'swordfish').expect(403);
      await request(url).get('/greeting').auth('bob', 'hunter2').expect(401);
      await request(url).get('/greeting').expect(401);
      const lines = logger.lines.map(({ message, fields }) => [
        message,
        fields['user.name'],
        fields['target'],
        fields['event.outcome'],
      ]);
      assert.deepEqual(lines, [
        ['audit: request', 'bob', 'PUT /greeting', 'failure'],
        ['audit: log-in', 'unknown', 'GET /greeting', 'failure'],
      ]);
      assert.doesNotMatch(JSON.stringify(logger.lines), /swordfish|hunter2/);
      const { text } = await request(url).get('/actuator/prometheus').auth('eve', 'sesame');
      assert.match(text, /method="PUT",uri="UNKNOWN",status="403",outcome="CLIENT_ERROR"} 1$/m);
      assert.match(text, /method="GET",uri="UNKNOWN",status="401",outcome="CLIENT_ERROR"} 2$/m);
    }));
});

describe('bearer tokens', () => {
  let issuer: KeyServer;
  before(async () => {
    issuer = await startKeyServer();
  });
  after(() => issuer.stop());

  it('let callers in beside passwords, and a challenge names both', () => {
    const tokens = {
      ...settings,
      'spring.security.oauth2.resourceserver.jwt.issuer-uri': issuer.url,
    };
    return withDaemon({ settings: tokens }, async ({ url }) => {
      const claims = { iss: issuer.url, sub: 'orders', exp: Date.now() / 1_000 + 60 };
      const token = await issuer.sign(claims);
      const ask = (authorization: string) => request(url).get('/hot').set({ authorization });
      await ask(`Bearer ${token}`).expect(200);
      await ask(`bearer ${token}x`).expect(401);
      await request(url).get('/hot').auth('ann', 'hunter2').expect(200);
      await ask('').expect(401).expect('www-authenticate', 'Basic realm="Realm", Bearer');
    });
  });

  it('alone allow a public address, and no password is accepted then', () => {
    const alone = {
      'server.address': '0.0.0.0',
      'spring.security.oauth2.resourceserver.jwt.jwk-set-uri': `${issuer.url}/keys`,
    };
    return withDaemon({ settings: alone }, async ({ port }) => {
      const answer = request(`http://127.0.0.1:${port}`).get('/hot').auth('ann', 'hunter2');
      await answer.expect(401).expect('www-authenticate', 'Bearer');
    });
  });
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
