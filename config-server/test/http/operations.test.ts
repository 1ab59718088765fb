import assert from 'node:assert/strict';
import { RecordingLogger } from '@vernal/core/testing';
import type { RunningDaemon } from '@vernal/server-kit';
import request from 'supertest';
import { createGitFixture, type GitFixture } from '../git-fixture.ts';
import { type Settings, startConfigServer } from './start-config-server.ts';

const CIPHER = '{cipher}ea8daf6f5ee9ea9321f4f4175bfcea508f7eba634e14b625b50735c09e91675c';

describe('the endpoints of operators', () => {
  let fixture: GitFixture;
  let daemon: RunningDaemon;
  let logger: RecordingLogger;

  async function start(settings: Settings = {}): Promise<void> {
    logger = new RecordingLogger();
    const all = { 'encrypt.key': 'vernal-test-key', ...settings };
    daemon = await startConfigServer(fixture, all, logger);
  }

  beforeEach(async () => {
    fixture = await createGitFixture();
  });
  afterEach(async () => {
    await daemon.stop();
    await fixture.remove();
  });

  const get = (path: string) => request(daemon.listener).get(path);
  const post = (command: string, body: object = {}) =>
    request(daemon.listener).post(`/actuator/vernal/${command}`).send(body);
  const versionOf = async (path: string) => (await get(path).expect(200)).body.version;
  const pushRate = (rate: number) => fixture.push({ 'billing.yml': `rate: ${rate}\n` });

  describe('that decide which commit is in force', () => {
    it('hold an application where it is, whatever is pushed, until it is released', async () => {
      const first = await pushRate(1);
      await start();
      assert.equal(await versionOf('/billing/dev'), first);
      const held = await post('hold/billing', { reason: 'Black Friday' }).expect(200);
      assert.equal(held.body.action, 'hold');
      assert.deepEqual(held.body.commits, [first]);

      const second = await pushRate(2);
      for (const path of ['/billing/dev', '/billing/dev/main', '/billing/new', '/billing/dev']) {
        assert.equal(await versionOf(path), first, path);
      }
      assert.equal(await versionOf('/orders/dev'), second);
      await post('release/billing').expect(200);
      assert.equal(await versionOf('/billing/dev'), second);
      await post('release/billing').expect(404);
    });

    it('keep a pin over a restart, and show who set it and why', async () => {
      const first = await pushRate(1);
      await pushRate(2);
      await start();
      const body = { commit: first.slice(0, 10), label: 'main', reason: 'rates are wrong' };
      await post('pin/billing', body).expect(200);
      await daemon.stop();
      await start();
      assert.equal(await versionOf('/billing/dev'), first);
      const [pin] = (await get('/actuator/vernal/rollout').expect(200)).body.pinned;
      assert.equal(typeof pin.at, 'number');
      const { at, ...rest } = pin;
      assert.deepEqual(rest, {
        application: 'billing',
        label: 'main',
        commits: [first],
        action: 'pin',
        by: 'anonymous',
        reason: 'rates are wrong',
        revision: 1,
      });
      assert.deepEqual((await get('/actuator/vernal/pins').expect(200)).body, [pin]);
      const metrics = (await get('/actuator/prometheus').expect(200)).text;
      assert.match(metrics, /^vernal_config_pinned_keys 1$/m);
    });

    it('roll back to what the application last read otherwise, further with each call', async () => {
      const [first, second] = [await pushRate(1), await pushRate(2)];
      await fixture.push({ 'orders.yml': 'size: 1\n' });
      await fixture.push({ 'billing.yml': 'rate: [\n' });
      await pushRate(3);
      await start();
      await get('/billing/dev').expect(200);
      const once = await post('rollback/billing').expect(200);
      assert.equal((await get('/billing/dev')).body.propertySources[0].source.rate, 2);
      assert.notEqual(once.body.commits[0], second, 'the newest of those that read the same');
      await post('rollback/billing').expect(200);
      assert.equal(await versionOf('/billing/dev'), first);
      const refused = await post('rollback/billing').expect(404);
      assert.match(String(refused.headers['x-vernal-problem']), /no earlier commit/);
    });

    it('refuse a commit that does not exist or that can not be served', async () => {
      const broken = await fixture.push({ 'billing.yml': 'a: [\n' });
      const good = await pushRate(1);
      await start();
      await get('/billing/dev').expect(200);
      await post('pin/billing', { commit: 'no-such' }).expect(404);
      const refused = await post('pin/billing', { commit: broken }).expect(409);
      assert.match(String(refused.headers['x-vernal-problem']), /^billing\.yml, line/);
      await post('pin/billing').expect(400);
      await post('hold/billing', { label: 'no-such' }).expect(404);
      await post('hold/billing', { reason: 7 }).expect(400);
      await post('hold/a..b').expect(400);
      await post('hold/a,b').expect(400);
      await request(daemon.listener).post('/actuator/vernal/hold/billing').expect(415);
      await get('/actuator/vernal/hold/billing').expect(405);
      assert.equal(await versionOf('/billing/dev'), good);
    });

    it('need the role of an operator, and are in the audit log', async () => {
      await pushRate(1);
      const user = (index: number, name: string, roles: string, applications = '') => ({
        [`vernal.security.users[${index}].name`]: name,
        [`vernal.security.users[${index}].password`]: 'secret',
        [`vernal.security.users[${index}].roles`]: roles,
        ...(applications && { [`vernal.security.users[${index}].applications`]: applications }),
      });
      await start({
        ...user(0, 'ann', 'operator'),
        ...user(1, 'bob', 'reader'),
        ...user(2, 'cay', 'operator,reader', 'orders'),
      });
      await post('hold/billing').auth('bob', 'secret').expect(403);
      await post('hold/billing').auth('cay', 'secret').expect(403);
      await get('/actuator/vernal/diff?app=billing&from=main&to=main')
        .auth('cay', 'secret')
        .expect(403);
      await post('hold/billing', { reason: 'freeze' }).auth('ann', 'secret').expect(200);
      const line = logger.lines.find(({ fields }) => fields['event.action'] === 'hold');
      assert.ok(line !== undefined);
      assert.equal(line.fields['user.name'], 'ann');
      assert.equal(line.fields['event.outcome'], 'success');
      assert.equal(line.fields['event.reason'], 'freeze');
      assert.match(String(line.fields['target']), /^billing main at [0-9a-f]{40}$/);
      await post('pin/billing', { commit: 'no-such' }).auth('ann', 'secret').expect(404);
      const failed = logger.lines.find(({ fields }) => fields['event.action'] === 'pin');
      assert.equal(failed?.fields['event.outcome'], 'failure');
    });
  });

  describe('that look into the past', () => {
    it('list the commits that changed what an application reads, with author and keys', async () => {
      const first = await fixture.push({ 'billing.yml': 'rate: 1\nname: a\n' });
      await fixture.push({ 'orders.yml': 'size: 1\n', 'README.md': 'x' });
      const broken = await fixture.push({ 'billing.yml': 'rate: [\n' });
      await fixture.push({ 'README.md': 'y' });
      const last = await fixture.push({ 'billing.yml': 'rate: 2\nname: a\n' });
      await start();
      const { body } = await get('/actuator/vernal/history/billing/dev').expect(200);
      assert.deepEqual(
        body.changes.map(({ commit, changedKeys }: Record<string, unknown>) => [
          commit,
          changedKeys,
        ]),
        [
          [last, ['rate']],
          [broken, []],
          [first, ['name', 'rate']],
        ],
      );
      const { author, committedAt, subject } = body.changes[0];
      assert.deepEqual([author, subject], ['Ada <ada@example.org>', 'change']);
      assert.equal(committedAt, Date.parse('2024-01-01T00:00:00Z'));
      assert.match(body.changes[1].problem, /^billing\.yml: line \d/);
      assert.equal(body.next, undefined);
      const older = await get(`/actuator/vernal/history/billing/dev?label=${first}`).expect(200);
      assert.equal(older.body.changes.length, 1);
      await get('/actuator/vernal/history/billing/dev?label=nope').expect(404);
      await get('/actuator/vernal/history/a..b/dev').expect(400);
    });

    it('show what differs between two commits, without secrets', async () => {
      const first = await fixture.push({
        'billing.yml': 'rate: 1\nold: x\nurl: https://u:p@host/a\ndb.password: open\n',
      });
      const second = await fixture.push({
        'billing.yml': `rate: 2\nnew: y\nurl: https://u:p@host/b\ndb.password: sesame\nlicence: '${CIPHER}'\n`,
      });
      await start();
      const path = `/actuator/vernal/diff?app=billing&profile=dev&from=${first}&to=main`;
      const { body, text } = await get(path).expect(200);
      assert.deepEqual(body, {
        application: 'billing',
        profiles: 'dev',
        from: first,
        to: second,
        changes: [
          { key: 'db.password', before: '******', after: '******' },
          { key: 'licence', after: '******' },
          { key: 'new', after: 'y' },
          { key: 'old', before: 'x' },
          { key: 'rate', before: '1', after: '2' },
          { key: 'url', before: 'https://******@host/a', after: 'https://******@host/b' },
        ],
      });
      assert.doesNotMatch(text, /mysecret|sesame|cipher/);
      for (const query of ['', '?app=billing', '?app=billing&from=main', '?app=a&app=b']) {
        await get(`/actuator/vernal/diff${query}`).expect(400);
      }
      await get('/actuator/vernal/diff?app=billing&from=main&to=nope').expect(404);
    });
  });
});
