import assert from 'node:assert/strict';
import request from 'supertest';
import { createGitFixture, type GitFixture } from '../git-fixture.ts';
import { type Settings, startConfigServer } from './start-config-server.ts';

const SERVER = 'spring.cloud.config.server';
const HEALTH = `${SERVER}.health`;

describe('the health of the environments', () => {
  let fixture: GitFixture;

  before(async () => {
    fixture = await createGitFixture();
    await fixture.push({ 'billing-dev.yml': 'rate: 1\n' });
  });
  after(() => fixture.remove());

  function start(settings: Settings) {
    const all = { 'management.endpoint.health.show-details': 'always', ...settings };
    return startConfigServer(fixture, all);
  }

  /** What a server with these settings says: HTTP status, whole status and component. */
  async function healthWith(settings: Settings) {
    const daemon = await start(settings);
    try {
      const { status, body } = await request(daemon.listener).get('/actuator/health');
      return { http: status, whole: body.status, configServer: body.components.configServer };
    } finally {
      await daemon.stop();
    }
  }

  it('lists what each query found, by the name of its entry if it names no application', async () => {
    const { http, configServer } = await healthWith({
      [`${HEALTH}.repositories.billing.profiles`]: 'dev',
      [`${HEALTH}.repositories.other.name`]: 'shop',
      [`${HEALTH}.repositories.other.label`]: 'main',
    });
    assert.equal(http, 200);
    const sources = [`${fixture.uri}/billing-dev.yml`];
    assert.deepEqual(configServer, {
      status: 'UP',
      details: {
        repositories: [
          { sources, name: 'billing', profiles: ['dev'], label: null },
          { name: 'shop', profiles: ['default'], label: 'main' },
        ],
      },
    });
  });

  it('looks up the application app if nothing is named, and is DOWN with a query that has no answer [config 129]', async () => {
    const unnamed = await healthWith({});
    assert.equal(unnamed.configServer.details.repositories[0].name, 'app');
    const { http, configServer } = await healthWith({
      [`${HEALTH}.repositories.bad.label`]: 'nope',
    });
    assert.equal(http, 503);
    const repository = { application: 'bad', profiles: 'default' };
    assert.deepEqual(configServer, {
      status: 'DOWN',
      details: { repository, error: 'no such label: nope' },
    });
  });

  it('is DOWN when nothing is found though something must be', async () => {
    const { http, configServer } = await healthWith({ [`${SERVER}.accept-empty`]: false });
    assert.equal(http, 503);
    assert.equal(configServer.status, 'DOWN');
    assert.equal(configServer.details.acceptEmpty, false);
  });

  it('may have another word for DOWN, which leaves the whole UP as in Spring Boot', async () => {
    const { http, whole, configServer } = await healthWith({
      [`${HEALTH}.repositories.bad.label`]: 'nope',
      [`${HEALTH}.down-health-status`]: 'CONFIG_DOWN',
    });
    assert.deepEqual([http, whole, configServer.status], [200, 'UP', 'CONFIG_DOWN']);
  });

  it('is left out when it is switched off', async () => {
    const { http, configServer } = await healthWith({ [`${HEALTH}.enabled`]: false });
    assert.equal(http, 200);
    assert.equal(configServer, undefined);
  });

  it('refuses a query that nobody could send, by the name of its option', async () => {
    await assert.rejects(start({ [`${HEALTH}.repositories.bad.profiles`]: 'a..b' }), {
      code: 'OPTIONS_INVALID',
      message: /health\.repositories\.bad\.profiles/,
    });
  });
});
