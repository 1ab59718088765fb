import assert from 'node:assert/strict';
import { ManualTime, RecordingLogger } from '@vernal/core/testing';
import type { RunningDaemon } from '@vernal/server-kit';
import request from 'supertest';
import { createGitFixture, type GitFixture } from '../git-fixture.ts';
import { startConfigServer } from './start-config-server.ts';

const USER = {
  'vernal.security.users[0].name': 'ann',
  'vernal.security.users[0].password': 'secret',
};

describe('the audit log of who reads which environment', () => {
  let fixture: GitFixture;
  let daemon: RunningDaemon | undefined;
  let logger: RecordingLogger;

  beforeEach(async () => {
    fixture = await createGitFixture();
    logger = new RecordingLogger();
  });
  afterEach(async () => {
    await daemon?.stop();
    await fixture.remove();
  });

  async function start(settings = {}): Promise<void> {
    daemon = await startConfigServer(fixture, { ...USER, ...settings }, logger);
  }
  const get = (path: string, name = 'ann') =>
    request(daemon?.url ?? '')
      .get(path)
      .auth(name, 'secret');
  const reads = () =>
    logger.lines
      .filter(({ fields }) => fields['event.action'] === 'read')
      .map(({ fields }) => [fields['user.name'], fields['target'], fields['event.count']]);

  it('has a line for the first read at each commit, whatever the form, and no values', async () => {
    const first = await fixture.push({ 'orders.yml': 'secret: sesame\n', 'x.conf': 'y\n' });
    await start();
    await get('/orders/dev').expect(200);
    await get('/orders/dev').expect(200);
    await get('/orders-dev.yml').expect(200);
    await get('/orders/dev/x.conf?useDefaultLabel').expect(200);
    await get('/orders/dev', 'bob').expect(401);
    const second = await fixture.push({ 'orders.yml': 'secret: open\n' });
    await get('/orders/dev').expect(200);
    const place = 'orders/dev at the default label';
    assert.deepEqual(reads(), [
      ['ann', `${place} ${first}`, undefined],
      ['ann', `${place} ${first}`, 3],
      ['ann', `${place} ${second}`, undefined],
    ]);
    const line = logger.lines.find(({ fields }) => fields['event.action'] === 'read');
    assert.match(String(line?.fields['client.ip']), /127\.0\.0\.1$/);
    assert.doesNotMatch(JSON.stringify(logger.lines), /sesame/);
    const { readers } = (await get('/actuator/vernal/rollout').expect(200)).body;
    assert.deepEqual(
      readers.map(({ caller, commit }: Record<string, unknown>) => [caller, commit]),
      [['ann', second]],
    );
  });

  it('says how often the same was read, at the end at the latest', async () => {
    const commit = await fixture.push({ 'orders.yml': 'a: 1\n' });
    await start();
    for (let times = 0; times < 4; times += 1) await get('/orders/dev/main').expect(200);
    await daemon?.stop();
    assert.deepEqual(reads(), [
      ['ann', `orders/dev main ${commit}`, undefined],
      ['ann', `orders/dev main ${commit}`, 3],
    ]);
  });

  it('has a line for a look into the history, and for both sides of a difference', async () => {
    const first = await fixture.push({ 'orders.yml': 'rate: 1\n' });
    const second = await fixture.push({ 'orders.yml': 'rate: 2\n' });
    await start();
    await get('/actuator/vernal/history/orders/dev?label=main').expect(200);
    await get(`/actuator/vernal/diff?app=orders&profile=dev&from=${first}&to=main`).expect(200);
    await get('/actuator/vernal/history/orders/dev?label=nope').expect(404);
    assert.deepEqual(reads(), [
      ['ann', `orders/dev main ${second}`, undefined],
      ['ann', `orders/dev ${first} ${first}`, undefined],
    ]);
    await daemon?.stop();
    assert.deepEqual(reads().at(-1), ['ann', `orders/dev main ${second}`, 1]);
  });

  it('has a line in each interval in which the same was read again, and none in others', async () => {
    const time = new ManualTime();
    await fixture.push({ 'orders.yml': 'a: 1\n' });
    const settings = { 'vernal.config.audit-reads-interval': '60s' };
    daemon = await startConfigServer(fixture, { ...USER, ...settings }, logger, time);
    const counts = () => reads().map(([, , count]) => count);
    for (let times = 0; times < 3; times += 1) await get('/orders/dev').expect(200);
    assert.deepEqual(counts(), [undefined]);
    await time.advance(60_000);
    assert.deepEqual(counts(), [undefined, 2]);
    await time.advance(60_000);
    assert.deepEqual(counts(), [undefined, 2]);
  });

  it('has none of callers who do not say who they are: names made up would fill the disk', async () => {
    await fixture.push({ 'orders.yml': 'a: 1\n' });
    daemon = await startConfigServer(fixture, {}, logger);
    await request(daemon.url).get('/orders/dev').expect(200);
    await daemon.stop();
    assert.deepEqual(reads(), []);
  });

  it('is not written with vernal.config.audit-reads=false', async () => {
    await fixture.push({ 'orders.yml': 'a: 1\n' });
    await start({ 'vernal.config.audit-reads': false });
    await get('/orders/dev').expect(200);
    assert.deepEqual(reads(), []);
    const { readers } = (await get('/actuator/vernal/rollout').expect(200)).body;
    assert.deepEqual(readers, []);
  });
});
