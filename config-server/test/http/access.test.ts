import assert from 'node:assert/strict';
import { once } from 'node:events';
import { get as httpGet, type IncomingMessage } from 'node:http';
import type { RunningDaemon } from '@vernal/server-kit';
import request from 'supertest';
import { createGitFixture, type GitFixture } from '../git-fixture.ts';
import { type Settings, startConfigServer } from './start-config-server.ts';

const PASSWORD = 'swordfish';

/** Users named after what they may do; `orders` reads one application, `fleet` is not limited. */
const USERS: readonly Readonly<Record<string, string>>[] = [
  ...['reader', 'service', 'operator', 'encrypt', 'decrypt', 'push'].map((role) => ({
    name: role,
    roles: role,
  })),
  { name: 'orders', roles: 'reader', applications: 'orders' },
  { name: 'main', roles: 'reader', reads: 'orders/dev/main, billing*/*/v*' },
  { name: 'fleet' },
];

const SETTINGS: Settings = Object.fromEntries([
  ['encrypt.key', 'vernal-test-key'],
  ...USERS.flatMap((user, index) =>
    Object.entries({ ...user, password: PASSWORD }).map(([option, value]) => [
      `vernal.security.users[${index}].${option}`,
      value,
    ]),
  ),
]);

type Users = readonly string[];
const LOOKERS: Users = ['reader', 'operator'];
const READERS: Users = [...LOOKERS, 'service'];

/** Method, path, and who may; `fleet` may all but decrypt. */
const ROUTES: readonly (readonly ['get' | 'post', string, Users])[] = [
  ['get', '/orders/dev', [...READERS, 'orders', 'main']],
  ['get', '/ORDERS/dev/main', [...READERS, 'orders', 'main']],
  ['get', '/orders/dev/v1', [...READERS, 'orders']],
  ['get', '/orders/dev,prod/main', [...READERS, 'orders']],
  ['get', '/orders/dev/main,v1', [...READERS, 'orders']],
  ['get', '/billing/prod/v1', [...READERS, 'main']],
  ['get', '/orders/dev/main/billing.yml', READERS],
  ['get', '/orders/dev/main/folder/application.yml', READERS],
  ['get', '/orders/dev/main/application.yml', [...READERS, 'orders', 'main']],
  ['get', '/actuator/dev/main/nginx.conf', [...LOOKERS, 'orders', 'main']],
  ['get', '/orders,billing/dev', READERS],
  ['get', '/billing/dev', READERS],
  ['get', '/orders-dev.yml', [...READERS, 'orders', 'main']],
  ['get', '/main/orders-dev.json', [...READERS, 'orders', 'main']],
  ['get', '/main/billing-dev.json', READERS],
  ['get', '/orders/dev/main/nginx.conf', [...READERS, 'orders', 'main']],
  ['get', '/billing/dev/main/nginx.conf', READERS],
  ['get', '/orders%2Cbilling/dev', READERS],
  ['get', '/,/dev', READERS],
  ['get', '/orders/,/main', [...READERS, 'orders']],
  ['post', '/encrypt', ['encrypt']],
  ['post', '/decrypt', ['decrypt']],
  ['post', '/decrypt/orders/dev', ['decrypt']],
  ['get', '/key', ['encrypt']],
  ['get', '/key/orders/dev', ['encrypt']],
  ['get', '/key/dev', READERS],
  ['get', '/encrypt/status', ['encrypt']],
  ['post', '/monitor', ['push', 'operator']],
  ['post', '/MONITOR', ['push', 'operator']],
  ['get', '/actuator/vernal/rollout', [...LOOKERS, 'orders', 'main']],
  ['get', '/Actuator/vernal/rollout', [...LOOKERS, 'orders', 'main']],
  ['post', '/actuator/vernal/rollout', ['operator']],
  ['get', '/actuator/vernal/history/orders/dev', [...LOOKERS, 'orders', 'main']],
  ['get', '/actuator/vernal/history/orders/prod', [...LOOKERS, 'orders']],
  ['get', '/actuator/vernal/diff?app=orders&profile=dev&from=main&to=v1', [...LOOKERS, 'orders']],
];

describe('who may do what with the config server', () => {
  let fixture: GitFixture;
  let daemon: RunningDaemon;

  before(async () => {
    fixture = await createGitFixture();
    await fixture.push({ 'application.yml': 'a: 1\n', 'nginx.conf': 'x\n' });
    daemon = await startConfigServer(fixture, SETTINGS);
  });
  after(async () => {
    await daemon.stop();
    await fixture.remove();
  });

  it('shows in the rollout and among the pins what the caller may read, and no more', async () => {
    const get = (path: string, name: string) =>
      request(daemon.listener).get(path).auth(name, PASSWORD).expect(200);
    for (const path of ['/orders/dev', '/orders/prod', '/billing/dev']) await get(path, 'fleet');
    for (const application of ['orders', 'billing']) {
      await request(daemon.listener)
        .post(`/actuator/vernal/hold/${application}`)
        .auth('operator', PASSWORD)
        .send({})
        .expect(200);
    }
    const shown = async (name: string) => {
      const { inForce, readers } = (await get('/actuator/vernal/rollout', name)).body;
      const pins: Record<string, unknown>[] = (await get('/actuator/vernal/pins', name)).body;
      const places = [...inForce, ...readers].map(
        ({ application, profiles }: Record<string, unknown>) => `${application}/${profiles}`,
      );
      return [[...new Set(places)].sort(), pins.map(({ application }) => application).sort()];
    };
    assert.deepEqual(await shown('orders'), [['orders/dev', 'orders/prod'], ['orders']]);
    assert.deepEqual((await shown('reader'))[1], ['billing', 'orders']);
    const [places, pins] = await shown('main');
    assert.ok(!places?.includes('orders/prod'));
    assert.ok(!places?.includes('billing/dev'), 'billing at the default label is not its own');
    assert.deepEqual(pins, ['orders'], 'billing at main is not one of its own');
  });

  it('shows the components of health to those alone who may read everything', async () => {
    for (const [name, isShown] of [
      ['reader', true],
      ['orders', false],
      ['main', false],
    ] as const) {
      const health = await request(daemon.listener).get('/actuator/health').auth(name, PASSWORD);
      assert.equal(health.body.components !== undefined, isShown, name);
    }
    const component = '/actuator/health/configRepository';
    await request(daemon.listener).get(component).auth('main', PASSWORD).expect(404);
  });

  it('takes no other spelling of a path for one that is allowed', async () => {
    const auth = `reader:${PASSWORD}`;
    for (const path of ['http://127.0.0.1/key', '/key#x', '/encrypt\\status']) {
      const asked = httpGet({ host: '127.0.0.1', port: daemon.port, path, auth, agent: false });
      const [answer] = (await once(asked, 'response')) as [IncomingMessage];
      answer.resume();
      assert.equal(answer.statusCode, 403, path);
    }
  });

  it('knows the paths below a prefix in any case, as the router does', async () => {
    const below = await startConfigServer(fixture, {
      ...SETTINGS,
      'vernal.data-dir': `${fixture.folder}/below`,
      'spring.cloud.config.server.prefix': '/config',
    });
    const statusFor = async (name: string, path: string) =>
      (await request(below.listener).get(path).auth(name, PASSWORD)).status;
    try {
      for (const prefix of ['/config', '/CONFIG']) {
        assert.equal(await statusFor('reader', `${prefix}/key`), 403);
        assert.equal(await statusFor('encrypt', `${prefix}/orders/dev`), 403);
        assert.equal(await statusFor('orders', `${prefix}/orders/dev`), 200);
        assert.equal(await statusFor('orders', `${prefix}/billing/dev`), 403);
      }
    } finally {
      await below.stop();
    }
  });

  for (const [method, path, allowed] of ROUTES) {
    it(`${method.toUpperCase()} ${path}: ${allowed.join(', ')}`, async () => {
      for (const { name = '' } of USERS) {
        const { status } = await request(daemon.listener)[method](path).auth(name, PASSWORD);
        const mayPass =
          allowed.includes(name) || (name === 'fleet' && !path.startsWith('/decrypt'));
        assert.equal(status !== 403, mayPass, `${name} got ${status}`);
      }
    });
  }
});
