import assert from 'node:assert/strict';
import { join } from 'node:path';
import { type Logger, silentLogger } from '@vernal/core';
import { RecordingLogger } from '@vernal/core/testing';
import { type RunningDaemon, startDaemon } from '@vernal/server-kit';
import request from 'supertest';
import { configDaemon } from '../../src/index.ts';
import { createGitFixture, type GitFixture } from '../git-fixture.ts';
import { type Settings, startConfigServer } from './start-config-server.ts';

const V2 = 'application/vnd.spring-cloud.config-server.v2+json';
const SERVER = 'spring.cloud.config.server';

describe('vernal-config', () => {
  let fixture: GitFixture;
  let daemon: RunningDaemon;
  let first: string;

  async function start(settings: Settings = {}, logger: Logger = silentLogger): Promise<void> {
    const all = {
      'encrypt.key': 'vernal-test-key',
      'management.endpoint.health.show-details': 'always',
      ...settings,
    };
    daemon = await startConfigServer(fixture, all, logger);
  }

  before(async () => {
    fixture = await createGitFixture();
    first = await fixture.push({
      'application.yml': 'note: base\nn: 1.0\n',
      'application-dev.yml': 'note: dev\n',
      'billing.yml':
        "rate: 1\nsecret: '{cipher}ea8daf6f5ee9ea9321f4f4175bfcea508f7eba634e14b625b50735c09e91675c'\n---\nspring.config.activate.on-profile: prod\nrate: 2\n",
    });
    await start();
  });
  after(async () => {
    await daemon.stop();
    await fixture.remove();
  });

  const get = (path: string) => request(daemon.listener).get(path);

  it('answers an environment with all six members, strongest source first [config 1, 2, 3, 6]', async () => {
    const { text, headers } = await get('/billing/dev').expect(200);
    assert.equal(headers['content-type'], 'application/json');
    assert.equal(
      text,
      `{"name":"billing","profiles":["dev"],"label":null,"version":"${first}","state":"","propertySources":[` +
        `{"name":"${fixture.uri}/application-dev.yml","source":{"note":"dev"}},` +
        `{"name":"${fixture.uri}/billing.yml (document #0)","source":{"rate":1,"secret":"mysecret"}},` +
        `{"name":"${fixture.uri}/application.yml","source":{"note":"base","n":1.0}}]}`,
    );
  });

  it('answers the same from prepared bytes, HEAD without a body [config 24]', async () => {
    const answers = [
      await get('/billing/dev'),
      await get('/billing/dev'),
      await get('//billing/dev'),
    ];
    assert.equal(new Set(answers.map(({ text }) => text)).size, 1);
    const head = await request(daemon.listener).head('/billing/dev').expect(200);
    assert.equal(head.headers['content-length'], String(Buffer.byteLength(answers[0]?.text ?? '')));
    await get('/billing/dev').set('if-none-match', String(head.headers['etag'])).expect(304);
  });

  it('gives origins to those who ask for them [config 25]', async () => {
    const { text, headers } = await get('/billing/prod').set('accept', V2).expect(200);
    assert.equal(headers['content-type'], V2);
    assert.match(text, /"rate":\{"value":2,"origin":"5:7"\}/);
    assert.match(text, /"secret":"mysecret"/);
  });

  it('refuses what it can not answer, in Spring Boot form', async () => {
    const expected: readonly (readonly [string, number])[] = [
      ['/billing/dev/nope', 404],
      ['/billing/dev/main(_)below', 404],
      [`/billing/dev/${'long'.repeat(100)}`, 404],
      ['/actuator/nope', 404],
      ['/actuator/vernal/nope', 404],
      [`/billing/dev/${'0'.repeat(40)}`, 404],
      ['/billing/bad.yml', 404],
      ['/billing/dev/', 404],
      ['/billing', 404],
      ['/billing/a..b', 400],
      ['/billing/dev/..(_)..', 400],
      ['/billing/%E0%A4%A', 400],
    ];
    for (const [path, status] of expected) {
      const { body } = await get(path).expect(status);
      assert.deepEqual(Object.keys(body), ['timestamp', 'status', 'error', 'path'], path);
    }
    await get('/billing/dev').set('accept', 'application/xml').expect(406);
    const { headers } = await request(daemon.listener).post('/billing/dev').expect(405);
    assert.match(String(headers['allow']), /GET/);
  });

  it('answers /monitor with the names that Spring reads from the push [config 119]', async () => {
    const post = () => request(daemon.listener).post('/monitor');
    assert.deepEqual((await post().send({ path: 'foo-dev.yml' }).expect(200)).body, [
      'foo-dev',
      'foo',
    ]);
    assert.deepEqual((await post().type('form').send('path=bar&path=application.yml')).body, [
      'bar',
      '*',
    ]);
    await post().type('form').send('other=1').expect(400);
    await post().send([]).expect(400);
    await post().type('text/plain').send('x').expect(415);
    await post().type('json').send('not json').expect(400);
    await post()
      .send({ path: 'x'.repeat(2_000_000) })
      .expect(413);
    await request(daemon.listener).get('/monitor').expect(405);
  });

  it('serves a push at once, and every label besides [config 17, 18, 19, 102]', async () => {
    const second = await fixture.push({ 'application-dev.yml': 'note: two\n' });
    assert.equal((await get('/billing/dev')).body.version, second);
    assert.equal((await get(`/billing/dev/${first}`)).body.version, first);
    const branch = await fixture.push({ 'billing.yml': 'rate: 7\n' }, 'feature/x');
    for (const label of ['feature(_)x', 'feature%2Fx']) {
      const { body } = await get(`/billing/dev/${label}`).expect(200);
      assert.deepEqual([body.label, body.version], ['feature/x', branch]);
    }
    await fixture.git('checkout', '-q', 'main');
  });

  it('keeps the last good commit over a broken push and a restart, and says why', async () => {
    const good = (await get('/billing/dev').expect(200)).body.version;
    const broken = await fixture.push({ 'billing.yml': 'rate: 1\nrate: 2\n' });
    for (const restart of [false, true]) {
      if (restart) {
        await daemon.stop();
        await start();
      }
      const held = await get('/billing/dev').expect(200);
      assert.equal(held.body.version, good);
      const problem = `billing.yml, line 2, column 1, commit ${broken}: repeats the key rate`;
      assert.equal(held.headers['x-vernal-problem'], problem);
      const health = await get('/actuator/health').expect(200);
      assert.equal(health.body.components.configRepository.details.held[0].problem, problem);
    }
    assert.equal((await get('/orders/dev')).body.version, broken);
    const rollout = (await get('/actuator/vernal/rollout').expect(200)).body;
    assert.equal(rollout.held[0].application, 'billing');
    assert.match((await get('/actuator/prometheus')).text, /vernal_config_held_keys [1-9]/);
    await fixture.push({ 'billing.yml': 'rate: 1\n' });
    assert.equal((await get('/billing/dev')).headers['x-vernal-problem'], undefined);
  });

  it('answers 500 with four members to a server that never saw a good commit', async () => {
    await daemon.stop();
    await fixture.push({ 'application.yml': 'a: [\n' }, 'bad');
    await start({
      [`${SERVER}.git.default-label`]: 'bad',
      'vernal.data-dir': join(fixture.folder, 'new'),
    });
    const { body, headers } = await get('/billing/dev').expect(500);
    assert.deepEqual(Object.keys(body), ['timestamp', 'status', 'error', 'path']);
    assert.match(
      String(headers['x-vernal-problem']),
      /^application\.yml, line \d+, column \d+, commit /,
    );
  });

  it('serves invalid.<key> for what it can not decrypt and logs the key alone [config 93]', async () => {
    await daemon.stop();
    const logger = new RecordingLogger();
    await start({ 'encrypt.key': 'another', [`${SERVER}.git.default-label`]: first }, logger);
    const { text } = await get('/billing/default').expect(200);
    assert.match(text, /"invalid\.secret":"<n\/a>"/);
    const line = logger.lines.find(({ level }) => level === 'warn');
    assert.deepEqual(line?.fields['keys'], ['secret']);
  });

  it('serves below a prefix, /monitor and health unaffected [config 36]', async () => {
    await daemon.stop();
    await start({ [`${SERVER}.prefix`]: '/config', [`${SERVER}.overrides.x`]: 'y' });
    const { body } = await get('/config/orders/default').expect(200);
    assert.deepEqual(body.propertySources[0], { name: 'overrides', source: { x: 'y' } });
    await get('/orders/default').expect(404);
    await request(daemon.listener).post('/monitor').send({ path: 'a.yml' }).expect(200);
    await get('/actuator/health').expect(200);
  });

  it('does not start without a repository, with the name of the option', async () => {
    await assert.rejects(
      startDaemon(configDaemon, { 'server.port': 0 }, { logger: silentLogger }),
      {
        code: 'OPTIONS_INVALID',
        message: /spring\.cloud\.config\.server\.git\.uri/,
      },
    );
  });

  it('does not start with a prefix whose requests are those of operators', async () => {
    const settings = { 'server.port': 0, [`${SERVER}.git.uri`]: fixture.uri };
    for (const prefix of ['/actuator', '/Actuator/config']) {
      const start = startDaemon(
        configDaemon,
        { ...settings, [`${SERVER}.prefix`]: prefix },
        { logger: silentLogger },
      );
      await assert.rejects(start, {
        code: 'OPTIONS_INVALID',
        message: /prefix: "\/actuator.*" is taken/i,
      });
    }
  });

  it('does not start with a salt that is not hexadecimal [config 100]', async () => {
    const settings = {
      'server.port': 0,
      [`${SERVER}.git.uri`]: fixture.uri,
      'encrypt.key': 'x',
      'encrypt.salt': 'zz',
    };
    await assert.rejects(
      startDaemon(configDaemon, settings, { logger: silentLogger }),
      /encrypt\.salt/,
    );
  });
});
