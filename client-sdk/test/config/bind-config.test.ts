import assert from 'node:assert/strict';
import { environmentLayer } from '@vernal/core/options';
import { objectSource } from '@vernal/protocol/binding';
import { z } from 'zod';
import { bindConfig } from '../../src/config/bind-config.ts';
import type { Variables } from '../../src/runtime/runtime.ts';

interface Given {
  readonly above?: readonly object[];
  readonly below?: readonly object[];
  readonly schema?: z.ZodType;
  readonly variables?: Variables;
}

/** What the sources, strongest first, come to. */
function bind({ above = [], below = [], schema, variables = {} }: Given) {
  const sources = (list: readonly object[], side: string) =>
    list.map((data, at) => objectSource(`${side}${at}`, data));
  return bindConfig(
    { aboveEnvironment: sources(above, 'above'), belowEnvironment: sources(below, 'below') },
    { environment: environmentLayer(variables), ...(schema === undefined ? {} : { schema }) },
  );
}

async function boundValue(given: Given): Promise<unknown> {
  const bound = await bind(given);
  assert.ok(bound.ok, bound.ok ? '' : bound.problem.join());
  return bound.value.value;
}

async function problemsOf(given: Given): Promise<readonly string[]> {
  const bound = await bind(given);
  assert.ok(!bound.ok);
  return bound.problem;
}

describe('merging sources', () => {
  it('lets the stronger of each pair win [client-sdk 59]', async () => {
    const layers = { a: 1, b: 1, c: 1, d: 1 };
    const value = await boundValue({
      above: [{ a: 'override' }, { a: 'cli', b: 'cli' }],
      variables: { A: 'env', B: 'env', C: 'env' },
      below: [{ c: 'remote', d: 'remote', e: 'remote' }, { e: 'file', f: 'file' }, layers],
    });
    const expected = { a: 'override', b: 'cli', c: 'env', d: 'remote', e: 'remote', f: 'file' };
    assert.deepEqual(value, expected);
  });

  it('merges maps by key and replaces lists whole [client-sdk 60]', async () => {
    const strong = { db: { host: 'x' }, hosts: ['only'], rows: [{ a: 1 }] };
    const weak = { db: { port: 1 }, hosts: ['a', 'b'], rows: [{ a: 0, b: 0 }, { a: 9 }] };
    const expected = { db: { host: 'x', port: 1 }, hosts: ['only'], rows: [{ a: 1 }] };
    assert.deepEqual(await boundValue({ below: [strong, weak] }), expected);
  });

  it('lets a comma text replace a list, and the other way round', async () => {
    const schema = z.object({ hosts: z.array(z.string()) });
    const list = { hosts: ['a', 'b', 'c'] };
    const text = { hosts: 'x, y' };
    assert.deepEqual(await boundValue({ below: [text, list], schema }), { hosts: ['x', 'y'] });
    assert.deepEqual(await boundValue({ below: [list, text], schema }), list);
    assert.deepEqual(await boundValue({ below: [{ hosts: [] }, list], schema }), { hosts: [] });
  });

  it('takes a place that is both a value and a map from the stronger source', async () => {
    assert.deepEqual(await boundValue({ below: [{ a: 1 }, { 'a.b': 2 }] }), { a: 1 });
    assert.deepEqual(await boundValue({ below: [{ 'a.b': 2 }, { a: 1 }] }), { a: { b: 2 } });
  });

  it('keeps numeric keys that are no list as a map, and items in order', async () => {
    const data = { 'codes[7]': 'x', 'list[1]': 'b', 'list[0]': 'a' };
    const value = await boundValue({ below: [data] });
    assert.deepEqual(value, { codes: { 7: 'x' }, list: ['a', 'b'] });
  });

  it('does not let a key change the prototype of anything', async () => {
    const value = await boundValue({ below: [JSON.parse('{"__proto__.polluted": "yes"}')] });
    assert.equal(Object.getPrototypeOf(value), Object.prototype);
    assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
  });

  it('keeps map keys with signs apart', async () => {
    const value = await boundValue({ below: [{ 'routes[/a]': 1, 'routes[/a/]': 2 }] });
    assert.deepEqual(value, { routes: { '/a': 1, '/a/': 2 } });
  });
});

describe('binding names', () => {
  const schema = z.object({
    pricing: z.object({ taxRate: z.coerce.number(), maxRetries: z.coerce.number().default(1) }),
    my: z.object({ service: z.array(z.object({ other: z.string() })) }).optional(),
  });

  it('reaches a schema member from kebab case and from the environment [client-sdk 58]', async () => {
    const value = await boundValue({
      schema,
      variables: {
        PRICING_MAXRETRIES: '5',
        MY_SERVICE_0_OTHER: 'zero',
        MY_SERVICE_1_OTHER: 'one',
        MY_SERVICE_3_OTHER: 'behind a gap',
      },
      below: [{ 'pricing.tax-rate': 7 }],
    });
    assert.deepEqual(value, {
      pricing: { taxRate: 7, maxRetries: 5 },
      my: { service: [{ other: 'zero' }, { other: 'one' }] },
    });
  });

  it('binds the environment to names that another source has, without a schema [client-sdk 58]', async () => {
    const below = [{ myapp: { 'max-retries': 1 }, my: { service: [{ other: 'x' }] } }];
    const variables = { MYAPP_MAXRETRIES: '9', MY_SERVICE_0_OTHER: 'y', PATH: '/bin' };
    const expected = { myapp: { 'max-retries': '9' }, my: { service: [{ other: 'y' }] } };
    assert.deepEqual(await boundValue({ below, variables }), expected);
    const legacy = { MYAPP_MAX_RETRIES: '8' };
    const { myapp } = (await boundValue({ below, variables: legacy })) as { myapp: object };
    assert.deepEqual(myapp, { 'max-retries': '8' });
  });

  it('takes two spellings for one property', async () => {
    const below = [{ 'pricing.TAX_RATE': 8 }, { 'pricing.tax-rate': 7 }];
    assert.deepEqual(await boundValue({ below }), { pricing: { 'tax-rate': 8 } });
  });

  it('says where a value comes from', async () => {
    const below = [{ 'pricing.tax-rate': 7 }];
    const bound = await bind({ schema, below, variables: { PRICING_MAXRETRIES: '5' } });
    assert.ok(bound.ok);
    const origin = { source: 'below0', key: 'pricing.tax-rate' };
    assert.deepEqual(bound.value.originOf('pricing.taxRate'), origin);
    assert.equal(bound.value.originOf('pricing.maxRetries')?.source, 'environment');
    assert.equal(bound.value.originOf('pricing.nothing'), undefined);
  });

  it('knows the names of a schema with types that JSON Schema does not have', async () => {
    const dated = z.object({
      startsAt: z.coerce.date(),
      own: z.custom<string>(),
      taxRate: z.any(),
    });
    const below = [{ 'starts-at': '2026-01-01', own: 'x', 'tax-rate': 7 }];
    const expected = { startsAt: new Date('2026-01-01'), own: 'x', taxRate: 7 };
    assert.deepEqual(await boundValue({ below, schema: dated }), expected);
  });

  it('takes a schema whose library gives up on its JSON Schema', async () => {
    const schema: z.ZodType = z.object({ a: z.number() });
    const jsonSchema = { input: () => assert.fail('not supported'), output: () => ({}) };
    const failing = { '~standard': { ...schema['~standard'], jsonSchema } };
    const sources = { aboveEnvironment: [], belowEnvironment: [objectSource('x', { a: 1 })] };
    const bound = await bindConfig(sources, { environment: environmentLayer({}), schema: failing });
    assert.ok(bound.ok);
  });

  it('takes a schema whose library tells no JSON Schema', async () => {
    const plain = {
      '~standard': {
        version: 1,
        vendor: 'test',
        validate: (value: unknown) => ({ value }),
      },
    } as const;
    const bound = await bindConfig(
      { aboveEnvironment: [], belowEnvironment: [objectSource('x', { a: 1 })] },
      { environment: environmentLayer({}), schema: plain },
    );
    assert.ok(bound.ok);
    assert.deepEqual(bound.value.value, { a: 1 });
  });
});

describe('placeholders', () => {
  it('resolves across sources, the environment and defaults [client-sdk 72]', async () => {
    const value = await boundValue({
      below: [
        { url: `http://\${host}:\${port:80}/\${USER_NAME}\${empty:}` },
        { host: `\${name}.org`, name: 'x' },
      ],
      variables: { USER_NAME: 'me' },
    });
    assert.deepEqual(value, { url: 'http://x.org:80/me', host: 'x.org', name: 'x' });
  });

  it('rejects a cycle and a name that nobody knows [client-sdk 72]', async () => {
    const [cycle] = await problemsOf({ below: [{ a: `\${b}`, b: `\${a}` }] });
    assert.match(cycle ?? '', /^a: .*refers to itself/);
    const [unknown] = await problemsOf({ below: [{ a: `\${nobody}` }] });
    assert.match(unknown ?? '', /^a: .*nobody/);
  });
});

describe('validation', () => {
  it('reports an encrypted value and never passes it on [client-sdk 73]', async () => {
    const problems = await problemsOf({ below: [{ db: { password: '{cipher}deadbeef' } }] });
    assert.equal(problems.length, 1);
    assert.match(problems[0] ?? '', /^db\.password: is still encrypted/);
  });

  it('names every key that breaks the schema, and no value', async () => {
    const schema = z.object({
      pin: z.string().refine(() => false, { error: (issue) => `bad pin ${String(issue.input)}` }),
      size: z.number(),
    });
    const problems = await problemsOf({ below: [{ pin: 'geheim', size: 'large' }], schema });
    assert.equal(problems.length, 2);
    assert.doesNotMatch(problems.join(), /geheim|large/);
    assert.match(problems.join('\n'), /^pin: .*\nsize: /);
  });
});
