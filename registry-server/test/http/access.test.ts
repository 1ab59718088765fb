import assert from 'node:assert/strict';
import { registrationOf, useRegistry } from './running-registry.ts';

const ROLES = ['reader', 'service', 'peer', 'operator'] as const;
const PASSWORD = 'swordfish';

/** Users named after their roles; `fleet` has none, `orders` and `limited` may speak for some names only. */
const USERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ...Object.fromEntries(ROLES.map((role) => [role, { roles: role }])),
  fleet: {},
  orders: { roles: 'service', applications: 'orders,billing*' },
  limited: { applications: 'orders' },
};

const SETTINGS = Object.fromEntries(
  Object.entries(USERS).flatMap(([name, rights], index) =>
    Object.entries({ name, password: PASSWORD, ...rights }).map(([option, value]) => [
      `vernal.security.users[${index}].${option}`,
      value,
    ]),
  ),
);

const INSTANCE = '/eureka/apps/ORDERS/n1';
const PEER = { 'x-netflix-discovery-replication': 'true' };

type Method = 'get' | 'post' | 'put' | 'delete';
type Users = readonly string[];
/** Method, path, who may, and headers that make a difference. */
type Route = readonly [Method, string, Users, Readonly<Record<string, string>>?];

const READERS: Users = ROLES;
const CHANGERS: Users = ['service', 'operator'];
const ROUTES: readonly Route[] = [
  ['get', '/eureka/apps', READERS],
  ['get', '/eureka/v2/apps', READERS],
  ['get', '/eureka/apps/delta', READERS],
  ['get', '/eureka/apps/ORDERS', READERS],
  ['get', INSTANCE, READERS],
  ['get', '/eureka/instances/n1', READERS],
  ['get', '/eureka/vips/orders', READERS],
  ['get', '/eureka/svips/orders', READERS],
  ['get', '/eureka/status', READERS],
  ['post', '/eureka/apps/ORDERS', CHANGERS],
  ['put', INSTANCE, CHANGERS],
  ['put', '/eureka//v2/apps/orders/n1/?status=UP', CHANGERS],
  ['put', '/eureka/apps/ORDERS/n%31', CHANGERS],
  ['put', `${INSTANCE}/status?value=DOWN`, CHANGERS],
  ['delete', `${INSTANCE}/status?lastDirtyTimestamp=1`, CHANGERS],
  ['put', `${INSTANCE}/metadata?a=b`, CHANGERS],
  ['delete', INSTANCE, CHANGERS],
  ['post', '/eureka/apps/ORDERS', ['peer'], PEER],
  ['put', INSTANCE, ['peer'], PEER],
  ['delete', INSTANCE, ['peer'], PEER],
  ['post', '/eureka/peerreplication/batch', ['peer']],
  ['put', '/eureka/asg/a/status', ['operator']],
  ['get', '/', ['reader', 'operator']],
  ['get', '/lastn', ['reader', 'operator']],
  ['post', '/service', ['operator']],
  ['get', '/actuator/prometheus', ['reader', 'operator']],
  ['get', '/actuator/vernal/registry', ['reader', 'operator']],
  ['post', '/actuator/vernal/registry', ['operator']],
  ['get', '/actuator/health', ROLES],
];

describe('roles of the registry', () => {
  const registry = useRegistry(SETTINGS);

  function send(user: string, [method, path, , headers = {}]: Route) {
    return registry.http[method](path).auth(user, PASSWORD).set(headers);
  }

  for (const route of ROUTES) {
    const [method, path, allowed, headers] = route;
    const passedOn = headers === PEER ? ', passed on by a peer' : '';
    it(`allow ${method.toUpperCase()} ${path}${passedOn} to ${allowed.join(', ')}`, async () => {
      for (const role of [...ROLES, 'fleet']) {
        const { status, text } = await send(role, route);
        assert.notEqual(status, 401);
        assert.equal(status === 403, !(allowed.includes(role) || role === 'fleet'), role);
        if (status === 403 && path.startsWith('/eureka')) assert.equal(text, '');
      }
    });
  }

  it('let nobody in without credentials, with an empty 401 below /eureka [eureka 109]', async () => {
    for (const [method, path] of ROUTES.filter(([, path]) => path !== '/actuator/health')) {
      const answer = await registry.http[method](path).expect(401);
      assert.match(answer.headers['www-authenticate'] ?? '', /^Basic realm=/);
      if (path.startsWith('/eureka')) {
        assert.equal(answer.text, '');
        assert.equal(answer.headers['content-type'], undefined);
      }
    }
  });

  it('are those of the credentials in the URL of a client [eureka 109]', async () => {
    const url = `http://fleet:${PASSWORD}@127.0.0.1:${registry.port}/eureka/apps`;
    const { username, password } = new URL(url);
    await registry.http.get('/eureka/apps').auth(username, password).expect(200);
    await registry.http.get('/eureka/apps').auth(username, 'wrong').expect(401, '');
  });
});

describe('a service that may speak for some applications', () => {
  const registry = useRegistry(SETTINGS);

  function register(user: string, app: string, more: Readonly<Record<string, unknown>> = {}) {
    const instance = { app, vipAddress: app.toLowerCase(), ...more };
    return registry.http
      .post(`/eureka/apps/${app}`)
      .auth(user, PASSWORD)
      .send(registrationOf(instance));
  }

  it('registers, renews, changes and cancels instances of these', async () => {
    for (const app of ['ORDERS', 'BILLING-EU']) {
      await register('orders', app).expect(204);
      const instance = `/eureka/apps/${app.toLowerCase()}/n1`;
      const as = { user: 'orders', pass: PASSWORD };
      await registry.http.put(instance).auth(as.user, as.pass).expect(200);
      await registry.http.put(`${instance}/metadata?a=b`).auth(as.user, as.pass).expect(200);
      await registry.http.delete(`${instance}/status`).auth(as.user, as.pass).expect(200);
      await registry.http.delete(instance).auth(as.user, as.pass).expect(200);
    }
  });

  it('is refused for all others, with an empty 403', async () => {
    await register('fleet', 'PAYMENTS').expect(204);
    const instance = '/eureka/apps/payments/n1';
    const refused = [
      await register('orders', 'PAYMENTS'),
      ...(await Promise.all(
        [
          registry.http.put(instance),
          registry.http.put('/eureka/v2//apps/PAYMENT%53/n1'),
          registry.http.put(`${instance}/metadata?a=b`),
          registry.http.put(`${instance}/status?value=DOWN`),
          registry.http.delete(`${instance}/status`),
          registry.http.delete(instance),
        ].map((request) => request.auth('orders', PASSWORD)),
      )),
    ];
    for (const { status, text } of refused) assert.deepEqual([status, text], [403, '']);
    const { body } = await registry.get(instance).auth('orders', PASSWORD).expect(200);
    assert.equal(body.instance.status, 'UP');
  });

  it("cannot take another's VIP address, by which Spring's clients find services", async () => {
    await register('orders', 'ORDERS', { vipAddress: 'orders,payments' }).expect(403, '');
    await register('orders', 'ORDERS', { secureVipAddress: 'payments' }).expect(403, '');
    await register('orders', 'ORDERS', { vipAddress: 'Orders, billing' }).expect(204);
    const lines = registry.logger.lines.filter(({ fields }) => 'event.category' in fields);
    assert.deepEqual(
      lines.map(({ fields }) => [fields['user.name'], fields['target'], fields['event.outcome']]),
      [
        ['orders', 'ORDERS/n1 as payments', 'failure'],
        ['orders', 'ORDERS/n1 as payments', 'failure'],
      ],
    );
  });

  it('does nothing that touches all applications, also without a role', async () => {
    await registry.http.post('/service').auth('limited', PASSWORD).expect(403);
    await registry.http
      .post('/eureka/peerreplication/batch')
      .auth('limited', PASSWORD)
      .send({ replicationList: [] })
      .expect(403);
    await register('limited', 'ORDERS').expect(204);
    await register('limited', 'PAYMENTS').expect(403);
  });
});
