import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { RecordingLogger } from '@vernal/core/testing';
import type { RunningDaemon } from '@vernal/server-kit';
import request from 'supertest';
import { createGitFixture, type GitFixture } from '../git-fixture.ts';
import { type Settings, startConfigServer } from './start-config-server.ts';

const SECRET = 'webhook-secret';
const PUSH = JSON.stringify({ commits: [{ modified: ['billing.yml'] }] });

describe('a webhook', () => {
  let fixture: GitFixture;
  let daemon: RunningDaemon;
  let logger: RecordingLogger;

  async function start(settings: Settings): Promise<void> {
    logger = new RecordingLogger();
    daemon = await startConfigServer(fixture, settings, logger);
  }

  before(async () => {
    fixture = await createGitFixture();
    await fixture.push({ 'billing.yml': 'rate: 1\n' });
  });
  after(() => fixture.remove());
  afterEach(() => daemon.stop());

  const post = (headers: Readonly<Record<string, string>>, body = PUSH) =>
    request(daemon.listener)
      .post('/monitor')
      .set({ 'content-type': 'application/json', 'x-github-event': 'push', ...headers })
      .send(body);

  const sign = (body: string) => ({
    'x-hub-signature-256': `sha256=${createHmac('sha256', SECRET).update(body).digest('hex')}`,
  });

  const refusals = () =>
    logger.lines.filter(({ fields }) => fields['event.action'] === 'webhook').map((l) => l.fields);

  it('is believed without a secret, as in Spring', async () => {
    await start({});
    assert.deepEqual((await post({}).expect(200)).body, ['billing']);
  });

  it('is believed with the secret, and refused with an audit line without it', async () => {
    await start({ 'vernal.config.webhook.secret': SECRET });
    assert.deepEqual((await post(sign(PUSH)).expect(200)).body, ['billing']);
    assert.deepEqual(refusals(), []);
    await post({}).expect(403);
    await post(sign('another body')).expect(403);
    await post({ authorization: 'Basic b3BzOndyb25n' }).expect(403);
    assert.equal(refusals().length, 3);
    assert.equal(refusals()[0]?.['event.outcome'], 'failure');
    assert.equal(refusals()[0]?.['target'], 'POST /monitor');
    assert.doesNotMatch(JSON.stringify(logger.lines), new RegExp(SECRET));
  });

  it('needs no signature from a user who logs in, but a wrong one is refused', async () => {
    await start({
      'vernal.config.webhook.secret': SECRET,
      'vernal.security.users[0].name': 'ann',
      'vernal.security.users[0].password': 'hers',
      'vernal.security.users[0].roles': 'push',
    });
    await post(sign(PUSH)).expect(401);
    const ann = { authorization: `Basic ${Buffer.from('ann:hers').toString('base64')}` };
    await post(ann).expect(200);
    await post({ ...ann, ...sign('another body') }).expect(403);
    assert.equal(refusals()[0]?.['user.name'], 'ann');
  });

  it('with a body that is none is 400, of another type 415 with those that are read', async () => {
    await start({});
    for (const body of ['', '[]', 'not json', 'null', '"text"']) await post({}, body).expect(400);
    const { headers } = await post({ 'content-type': 'text/plain' }, 'path=foo.yml').expect(415);
    assert.equal(headers['accept'], 'application/json, application/yaml, application/*+json');
    assert.deepEqual((await post({}, '{}').expect(200)).body, []);
    const other = await post({ 'content-type': 'application/vnd.api+json' }).expect(200);
    assert.deepEqual(other.body, ['billing']);
  });

  it('arrives where spring.cloud.config.monitor.endpoint.path says, for users with the role push', async () => {
    await start({
      'spring.cloud.config.monitor.endpoint.path': '/hooks',
      'spring.cloud.config.server.monitor.github.enabled': false,
      'vernal.security.users[0].name': 'hook',
      'vernal.security.users[0].password': 'its',
      'vernal.security.users[0].roles': 'push',
      'vernal.security.users[1].name': 'reader',
      'vernal.security.users[1].password': 'its',
      'vernal.security.users[1].roles': 'reader',
    });
    const post = (user: string, path: string, headers: Readonly<Record<string, string>>) =>
      request(daemon.listener).post(path).auth(user, 'its').set(headers).type('json').send(PUSH);
    const gitlab = { 'x-gitlab-event': 'Push Hook' };
    assert.deepEqual((await post('hook', '/hooks/monitor', gitlab).expect(200)).body, ['billing']);
    const github = { 'x-github-event': 'push' };
    assert.deepEqual((await post('hook', '/hooks/monitor', github).expect(200)).body, []);
    await post('reader', '/hooks/monitor', gitlab).expect(403);
    await post('hook', '/monitor', gitlab).expect(403);
  });
});
