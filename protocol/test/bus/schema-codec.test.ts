import assert from 'node:assert/strict';
import { decodeSchema, encodeSchema, type JsonSchema, schemaShape } from '@vernal/protocol/bus';
import fc from 'fast-check';

const OWNER = { application: 'orders', profiles: 'prod', label: null, busId: 'orders:0:x', at: 7 };

function shapeOf(schema: unknown): JsonSchema {
  const shape = schemaShape(schema);
  assert.ok(shape.ok);
  return shape.value;
}

const bytes = (text: string) => new TextEncoder().encode(text);

describe('a published schema', () => {
  it('comes back as it was sent', () => {
    const schema = {
      type: 'object',
      properties: {
        port: { type: 'integer', minimum: 1, maximum: 65535 },
        hosts: { type: 'array', items: { type: 'string', pattern: '^a+$' }, minItems: 1 },
        tree: { $ref: '#/$defs/node' },
        mode: { anyOf: [{ enum: ['a', 'b', null] }, { const: true }] },
      },
      required: ['port'],
      additionalProperties: false,
      $defs: { node: { type: ['object', 'null'] } },
    };
    const text = encodeSchema({ ...OWNER, schema });
    assert.ok(text.ok);
    assert.deepEqual(decodeSchema(bytes(text.value)), { ok: true, value: { ...OWNER, schema } });
  });

  it('keeps defaults, examples and descriptions to itself: they may be secrets', () => {
    const schema = {
      title: 'sesame',
      $id: 'http://sesame',
      properties: { key: { type: 'string', default: 'sesame', examples: ['sesame'] } },
    };
    const text = encodeSchema({ ...OWNER, schema });
    assert.ok(text.ok);
    assert.doesNotMatch(text.value, /sesame/);
    assert.deepEqual(shapeOf(schema), { properties: { key: { type: 'string' } } });
  });

  it('becomes milder, never stricter, where a keyword makes no sense', () => {
    const schema = {
      type: 'text',
      pattern: '(',
      enum: ['a', {}],
      anyOf: [{ type: 'string' }, 7],
      allOf: [],
      required: 'a',
      multipleOf: 0,
      minimum: '1',
      $ref: 'http://127.0.0.1/schema',
      patternProperties: { '^x': {} },
      additionalProperties: false,
    };
    assert.deepEqual(shapeOf(schema), {});
    assert.deepEqual(shapeOf('no schema'), {});
  });

  it('is refused when it is deeper or larger than any configuration', () => {
    let deep: JsonSchema = {};
    for (let level = 0; level < 10_000; level++) deep = { items: deep };
    assert.deepEqual(schemaShape(deep), { ok: false, problem: 'is deeper than 32 levels' });
    const wide = { required: Array.from({ length: 5_000 }, () => 'x') };
    assert.deepEqual(schemaShape(wide), { ok: false, problem: 'has more than 4000 places' });
    const heavy = { enum: Array.from({ length: 200 }, (_, at) => `${at}`.padEnd(450, 'x')) };
    assert.equal(encodeSchema({ ...OWNER, schema: heavy }).ok, false);
    assert.equal(decodeSchema(bytes(JSON.stringify({ ...OWNER, schema: heavy }))).ok, false);
  });

  it('with names of prototypes is a schema like any other', () => {
    const schema = JSON.parse('{"properties":{"__proto__":{"type":"string"},"constructor":{}}}');
    assert.equal(JSON.stringify(shapeOf(schema)), JSON.stringify(schema));
    assert.equal(
      Object.getPrototypeOf(shapeOf(JSON.parse('{"__proto__":{"a":1}}'))),
      Object.prototype,
    );
  });

  it('has one shape, however often it is taken, and never throws', () => {
    const keyword = fc.constantFrom(
      'type',
      'items',
      'anyOf',
      'enum',
      'properties',
      '$ref',
      'pattern',
    );
    const schema = fc.letrec((tie) => ({
      any: fc.oneof({ depthSize: 'small' }, fc.jsonValue(), tie('object')),
      object: fc.dictionary(keyword, tie('any')),
    })).any;
    fc.assert(
      fc.property(schema, (value) => {
        const shape = schemaShape(value);
        if (shape.ok) assert.deepEqual(shapeOf(shape.value), shape.value);
      }),
    );
    fc.assert(fc.property(fc.uint8Array(), (payload) => void decodeSchema(payload)));
    fc.assert(
      fc.property(fc.jsonValue(), (value) => void decodeSchema(bytes(JSON.stringify(value)))),
    );
  });
});
