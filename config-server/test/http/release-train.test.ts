import assert from 'node:assert/strict';
import type { RunningDaemon } from '@vernal/server-kit';
import request from 'supertest';
import { createGitFixture, type GitFixture } from '../git-fixture.ts';
import { type Settings, startConfigServer } from './start-config-server.ts';

const OLD = { 'vernal.config.release-train': '2021.0' };
const FILE = `hosts: []\nnothing:\nset: !!set {}\ntext: <\${hosts}>\n`;

describe('a config server in place of one of release train 2021.0', () => {
  let fixture: GitFixture;
  let daemon: RunningDaemon | undefined;
  beforeEach(async () => {
    fixture = await createGitFixture();
    await fixture.push({ 'application.yml': FILE, 'note.txt': `<\${hosts}>` });
  });
  afterEach(async () => {
    await daemon?.stop();
    daemon = undefined;
    await fixture.remove();
  });

  async function start(settings: Settings): Promise<void> {
    daemon = await startConfigServer(fixture, settings);
  }

  async function textOf(path: string, accept = '*/*'): Promise<string> {
    assert.ok(daemon);
    return (await request(daemon.listener).get(path).set('accept', accept).expect(200)).text;
  }

  async function statusOf(path: string, user = ''): Promise<number> {
    assert.ok(daemon);
    const asked = request(daemon.listener).get(path);
    return (await (user === '' ? asked : asked.auth(user, 'swordfish'))).status;
  }

  it('has a state of null and lists that are empty, with their origins', async () => {
    await start(OLD);
    const plain = await textOf('/orders/dev');
    assert.match(plain, /"state":null,/);
    assert.match(plain, /"source":\{"hosts":\[\],"nothing":"","set":\[\],"text":"<\$\{hosts\}>"\}/);
    const traced = await textOf(
      '/orders/dev',
      'application/vnd.spring-cloud.config-server.v2+json',
    );
    assert.match(traced, /"hosts":\{"value":\[\],"origin":"1:8"\},"nothing":\{"value":""/);
  });

  it('writes them into files; in place of a placeholder they are empty texts', async () => {
    await start(OLD);
    assert.equal(await textOf('/orders-dev.yml'), "hosts: []\nnothing: ''\nset: []\ntext: <>\n");
    assert.equal(
      await textOf('/orders-dev.json'),
      '{"hosts":[],"nothing":"","set":[],"text":"<>"}',
    );
    assert.equal(await textOf('/orders-dev.properties'), 'hosts: []\nnothing: \nset: []\ntext: <>');
    assert.equal(await textOf('/orders/dev/main/note.txt'), '<>');
  });

  it('serves one that took the place of an empty text, which is no change to a service', async () => {
    await start(OLD);
    const before = await fixture.push({ 'application.yml': "hosts: ''\n" });
    assert.match(await textOf('/orders/dev'), /"hosts":""/);
    const after = await fixture.push({ 'application.yml': 'hosts: []\n' });
    assert.match(await textOf('/orders/dev'), /"hosts":\[\]/);
    const query = `app=orders&profile=dev&from=${before}&to=${after}`;
    assert.match(await textOf(`/actuator/vernal/diff?${query}`), /"changes":\[\]/);
  });

  it('takes a list of labels for one name', async () => {
    await fixture.push({}, 'v1');
    await start(OLD);
    assert.equal(await statusOf('/orders/dev/v1'), 200);
    assert.equal(await statusOf('/orders/dev/v1,main'), 404);
    assert.equal(await statusOf('/v1,main/orders-dev.yml'), 404);
  });

  it('lets nobody read a branch because of the labels that its name looks like', async () => {
    await fixture.push({}, 'v1,main');
    const user = {
      name: 'limited',
      password: 'swordfish',
      roles: 'reader',
      reads: '*/*/v1, */*/main',
    };
    const users = Object.entries(user).map(([option, value]) => [
      `vernal.security.users[0].${option}`,
      value,
    ]);
    await start({ ...OLD, ...Object.fromEntries(users) });
    assert.equal(await statusOf('/orders/dev/main', 'limited'), 200);
    assert.equal(await statusOf('/orders/dev/v1,main', 'limited'), 403);
  });

  it('does not start as one whose answers nobody recorded', async () => {
    await assert.rejects(start({ 'vernal.config.release-train': '2022.0' }), {
      code: 'OPTIONS_INVALID',
      message: /vernal\.config\.release-train.*none of 2025\.0, 2021\.0/,
    });
  });
});

describe('a config server by default', () => {
  it('answers as one of release train 2025.0', async () => {
    const fixture = await createGitFixture();
    await fixture.push({ 'application.yml': FILE });
    const daemon = await startConfigServer(fixture);
    try {
      const { text } = await request(daemon.listener).get('/orders/dev/main,main').expect(200);
      assert.match(text, /"state":"",/);
      assert.match(text, /"hosts":"","nothing":"","set":"",/);
    } finally {
      await daemon.stop();
      await fixture.remove();
    }
  });
});
