import assert from 'node:assert/strict';
import { systemTimers } from '@vernal/core';
import { createPushRig } from './push-rig.ts';

const BASE = {
  'application.yml': 'base-url: http://lab\nretries: 3\n',
  'orders.yml': `port: 8081\nurl: \${base-url}/orders\nhosts: a,b\ndb:\n  name: orders\n`,
};

const SCHEMA = {
  type: 'object',
  properties: {
    port: { type: 'integer', minimum: 1, maximum: 65_535 },
    url: { type: 'string', pattern: '^http' },
    hosts: { type: 'array', items: { type: 'string' }, maxItems: 3 },
    retries: { type: 'number' },
    maxWait: { type: 'number' },
    db: {
      type: 'object',
      properties: { name: { enum: ['orders', 'shop'] }, user: { type: 'string' } },
      required: ['name', 'user'],
    },
    store: {
      oneOf: [
        {
          properties: { kind: { const: 'file' }, path: { type: 'string' } },
          required: ['kind', 'path'],
        },
        { properties: { kind: { const: 'memory' } }, required: ['kind'] },
      ],
    },
  },
  required: ['port', 'url', 'token'],
};

async function createRig(schemas: readonly object[] = [SCHEMA], settings = {}) {
  const rig = createPushRig({
    ...settings,
    schemasOf: ({ application, profiles }) =>
      application === 'orders' && profiles === 'prod' ? schemas.map((one) => ({ ...one })) : [],
  });
  await rig.repository.push(BASE);
  await rig.know('orders', 'prod');
  await rig.know('billing');
  const push = (files: Readonly<Record<string, string>>, label?: string) =>
    rig.push({ ...BASE, ...files }, label);
  return { ...rig, push };
}

const orders = (text: string) => ({ 'orders.yml': text });

describe('the check of a push for the services that run', () => {
  it('accepts what fits the schema that a service published, texts for numbers and lists included', async () => {
    const { push } = await createRig();
    const fine = `port: "\${PORT:8082}"\nurl: \${base-url}/v2\nhosts: [a]\nmax-wait: 5\n`;
    const { verdict, lines } = await push({
      ...orders(fine),
      'orders-prod.properties': 'retries=7',
    });
    assert.deepEqual([verdict, lines], ['accepted', []]);
  });

  it('refuses what would not fit any more, at the place where it stands', async () => {
    const { push } = await createRig();
    const { verdict, lines } = await push({
      ...orders(`port: many\nurl: ftp://x\nhosts: a,b,c,d\n`),
      'orders-prod.properties': 'db.name=other\nMAX_WAIT=long',
    });
    assert.equal(verdict, 'refused');
    assert.deepEqual(lines, [
      'orders-prod.properties 1 9 error db.name must be equal to one of the allowed values, says the schema of orders (prod)',
      'orders-prod.properties 2 10 error maxWait must be number, says the schema of orders (prod)',
      'orders.yml 1 7 error port must be integer, says the schema of orders (prod)',
      'orders.yml 2 6 error url must match pattern "^http", says the schema of orders (prod)',
      'orders.yml 3 8 error hosts must NOT have more than 3 items, says the schema of orders (prod)',
    ]);
  });

  it('refuses to take away what is required, and nothing that files never had', async () => {
    const { push } = await createRig();
    assert.deepEqual((await push(orders(`url: http://x\ndb:\n  name: orders\n`))).lines, [
      'orders.yml error port is taken away, but the schema of orders (prod) requires it',
    ]);
    // Neither user nor token were ever in a file: the environment has them.
    const other = 'port: 1\nurl: http://y\ndb:\n  name: shop\nstore:\n  kind: file\n';
    assert.deepEqual((await push(orders(other))).lines, []);
  });

  it('does not judge what only the service can know', async () => {
    const { push } = await createRig();
    const { verdict } = await push(orders(`port: \${ORDERS_PORT}\nurl: \${SITE}/x\n`));
    assert.equal(verdict, 'accepted');
  });

  it('lets a push through that leaves what did not fit before as it is', async () => {
    const { push, repository, know } = await createRig();
    await repository.push({ ...BASE, ...orders('port: many\nurl: http://x\n') });
    await know('orders', 'prod');
    assert.deepEqual((await push(orders('port: many\nurl: http://z\n'))).lines, []);
  });

  it('refuses a shared file for each service that it breaks', async () => {
    const { push } = await createRig();
    const { lines } = await push({ 'application.yml': 'base-url: lab\nretries: three\n' });
    assert.deepEqual(lines, [
      'application.yml 2 10 error retries must be number, says the schema of orders (prod)',
      'orders.yml 2 6 error url must match pattern "^http", says the schema of orders (prod)',
    ]);
  });

  it('knows services that asked another server by what they publish', async () => {
    const key = { application: 'shop', profiles: 'dev', label: null };
    const port = { type: 'integer' };
    const rig = createPushRig({
      publishedKeys: () => [key],
      schemasOf: ({ application }) => (application === 'shop' ? [{ properties: { port } }] : []),
    });
    await rig.repository.push({ 'shop.yml': 'port: 1\n' });
    assert.deepEqual((await rig.push({ 'shop-dev.yml': 'port: many\n' })).lines, [
      'shop-dev.yml 1 7 error port must be integer, says the schema of shop (dev)',
    ]);
  });

  it('only warns, or does not look, if the options say so', async () => {
    const bad = orders('port: many\nurl: http://x\n');
    const warned = await (await createRig([SCHEMA], { checkSchemas: 'warn' })).push(bad);
    assert.match(
      `${warned.verdict} ${warned.lines}`,
      /^accepted orders\.yml 1 7 warning port must/,
    );
    const ignored = await (await createRig([SCHEMA], { checkSchemas: 'ignore' })).push(bad);
    assert.deepEqual(ignored, { verdict: 'accepted', lines: [] });
  });

  it('does not look at labels that no service reads', async () => {
    const { push } = await createRig();
    const bad = orders('port: many\nurl: http://x\n');
    assert.equal((await push(bad, 'next')).verdict, 'accepted');
  });

  it('counts a schema that makes no sense, and judges by the others', async () => {
    const { push, logger } = await createRig([{ $ref: '#/$defs/nowhere' }, SCHEMA]);
    const { lines } = await push(orders('port: many\nurl: http://x\n'));
    assert.equal(lines.length, 1);
    const told = logger.lines.find(({ message }) => message.includes('can not be used'));
    assert.deepEqual(told?.fields, { count: 1 });
  });

  it('refuses what the services that read it could not be served', async () => {
    const { push } = await createRig();
    const inProfile = { 'orders-prod.yml': 'spring.profiles.include: x\n' };
    assert.deepEqual((await push(inProfile)).lines, [
      'orders-prod.yml error spring.profiles.include is not allowed in a file of one profile',
    ]);
    const xml = await push({ 'orders.xml': '<html/>' });
    assert.deepEqual(xml.lines, ['orders.xml error has another root than properties']);
    assert.deepEqual((await push({ 'logback.xml': '<html/>' })).lines, []);
  });

  it('notes what was broken before, and lets others push', async () => {
    const { push, repository, know } = await createRig();
    await repository.push({ ...BASE, 'orders.xml': '<html/>' });
    await know('orders', 'prod');
    const { verdict, lines } = await push({ 'orders.xml': '<html/>', 'billing.yml': 'x: 1\n' });
    assert.equal(verdict, 'accepted');
    assert.deepEqual(lines, ['orders.xml note has another root than properties, as before']);
  });

  it('refuses placeholders that come to refer to themselves across files', async () => {
    const { push } = await createRig();
    const { verdict, lines } = await push({ 'orders-prod.yml': `base-url: \${url}\n` });
    assert.equal(verdict, 'refused');
    assert.deepEqual(lines.slice(0, 2), [
      `orders-prod.yml 1 11 error base-url can't be resolved: \${url} refers to itself`,
      `orders.yml 2 6 error url can't be resolved: \${base-url} refers to itself`,
    ]);
  });

  it('warns when it takes away a value that others refer to', async () => {
    const { push } = await createRig([]);
    const { verdict, lines } = await push({ 'application.yml': 'retries: 3\n' });
    assert.equal(verdict, 'accepted');
    assert.deepEqual(lines, [
      'orders.yml 2 6 warning url needs base-url, which orders (prod) does not get any more',
    ]);
  });

  it('lets requests have their turn while it looks at many services', async () => {
    const { push, know } = createPushRig();
    for (let index = 0; index < 50; index += 1) await know(`service-${index}`);
    let hadTurn = false;
    systemTimers.after(0, () => {
      hadTurn = true;
    });
    await push({ 'application.yml': 'a: 1\n' });
    assert.equal(hadTurn, true);
  });
});
