import assert from 'node:assert/strict';
import request from 'supertest';
import { createStudyFixture, SERVER, useServer, V2, withServer } from './study-fixture.ts';

const STEELTOE = { 'User-Agent': 'Steeltoe/4.0.0' };

describe('checklist H: requests as clients send them', () => {
  const server = useServer(createStudyFixture, {
    'management.endpoint.health.show-details': 'always',
  });

  it('answers a client that found it in the registry, with the path and user of its metadata [config 126]', async () => {
    const settings = {
      [`${SERVER}.prefix`]: '/config',
      'spring.security.user.name': 'ann',
      'spring.security.user.password': 'sesame',
    };
    await withServer(server.fixture, settings, async ({ get }) => {
      for (const path of [
        '/config/billing/default',
        '//config/billing/dev',
        '/config//billing/dev',
      ]) {
        await get(path)
          .auth('ann', 'sesame')
          .set('Accept', V2)
          .expect(200)
          .expect('content-type', V2);
        await get(path).auth('ann', 'wrong').set('Accept', V2).expect(401);
      }
    });
  });

  it('answers cloud-config-client, which merges plain values itself [config 127]', async () => {
    const { text } = await server
      .get(`/billing/${encodeURIComponent('dev,eu')}`)
      .unset('Accept')
      .expect(200);
    const { propertySources } = JSON.parse(text) as {
      propertySources: { source: Record<string, unknown> }[];
    };
    const merged = Object.assign({}, ...propertySources.map(({ source }) => source).reverse());
    assert.deepEqual([merged.rate, merged.note], ['3', 'dev']);
    await server.get(`/billing/dev/${encodeURIComponent('feature/x')}`).expect(200);
  });

  it('answers Steeltoe [config 128]', async () => {
    const plain = await server.get('/billing/Production').set(STEELTOE).unset('Accept').expect(200);
    const answer = JSON.parse(plain.text);
    assert.deepEqual([answer.name, answer.profiles], ['billing', ['Production']]);
    assert.equal(answer.propertySources.at(-1).source['list[0]'], 'a');
    const labelled = await server.get('/billing/Production/feature(_)x').set(STEELTOE).expect(200);
    const { label, version } = JSON.parse(labelled.text);
    assert.deepEqual([label, version], ['feature/x', server.fixture.commits['feature/x']]);
  });

  it('has a health that looks up app, and is 503 for a label that is not there [config 129]', async () => {
    const { body } = await server.get('/actuator/health').expect(200);
    assert.equal(body.components.configServer.status, 'UP');
    assert.equal(body.components.configServer.details.repositories[0].name, 'app');
    const settings = { [`${SERVER}.health.repositories.app.label`]: 'nope' };
    await withServer(server.fixture, settings, async ({ get }) => {
      const { body: down } = await get('/actuator/health').expect(503);
      assert.equal(down.status, 'DOWN');
    });
  });

  it('refuses to renew a token of Vault, and goes on [config 130]', async () => {
    const { status } = await request(server.daemon.listener)
      .post('/vault/v1/auth/token/renew-self')
      .set('X-Vault-Token', 'token')
      .send({ increment: 300 });
    assert.ok(status === 404 || status === 405, String(status));
    await server.get('/billing/dev').expect(200);
  });
});
