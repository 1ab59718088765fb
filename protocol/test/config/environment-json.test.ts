import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  decodeEnvironment,
  type Environment,
  encodeEnvironment,
  type PropertyValue,
} from '../../src/config/index.ts';

const ENVIRONMENT: Environment = {
  name: 'billing',
  profiles: ['dev,eu'],
  label: null,
  version: 'abc',
  state: '',
  propertySources: [
    {
      name: 'https://git.example.org/config.git/billing-dev.yml',
      source: new Map<string, PropertyValue>([
        ['rate', { javaNumber: '1.0' }],
        ['big', { javaNumber: '123456789012345678901234567890' }],
        ['on', true],
        ['text', 'a "quoted" 1.0'],
      ]),
    },
  ],
};
const TEXT =
  '{"name":"billing","profiles":["dev,eu"],"label":null,"version":"abc","state":"",' +
  '"propertySources":[{"name":"https://git.example.org/config.git/billing-dev.yml","source":' +
  '{"rate":1.0,"big":123456789012345678901234567890,"on":true,"text":"a \\"quoted\\" 1.0"}}]}';

describe('environment JSON', () => {
  it('writes all six members in order and numbers as Java prints them [config 1, 2]', () => {
    assert.equal(encodeEnvironment(ENVIRONMENT), TEXT);
  });

  it('keeps the order of the file, also of keys that are whole numbers [config 2]', () => {
    const source = new Map([
      ['z', 1],
      ['8080', 2],
      ['80', 3],
    ]);
    const environment = { ...ENVIRONMENT, propertySources: [{ name: 'f', source }] };
    assert.match(encodeEnvironment(environment), /\{"z":1,"8080":2,"80":3\}/);
  });

  it('reads what it wrote, numbers unchanged', () => {
    assert.deepEqual(decodeEnvironment(TEXT), { ok: true, value: ENVIRONMENT });
  });

  it('writes and reads values with origins; one that has none stays bare [config 25, 96]', () => {
    const text = encodeEnvironment(ENVIRONMENT, (_source, key) =>
      key === 'on' ? '3:5' : undefined,
    );
    assert.match(text, /"on":\{"value":true,"origin":"3:5"\},"text":"a/);
    assert.deepEqual(decodeEnvironment(text), { ok: true, value: ENVIRONMENT });
  });

  it('writes and reads the empty lists of old servers, with origins and without', () => {
    const source = new Map(['hosts', 'place'].map((key) => [key, []] as const));
    const sources = [{ name: 'application.yml', source }];
    const environment = { ...ENVIRONMENT, propertySources: sources };
    const text = encodeEnvironment(environment, (_source, key) =>
      key === 'place' ? '1:8' : undefined,
    );
    assert.match(text, /\{"hosts":\[\],"place":\{"value":\[\],"origin":"1:8"\}\}/);
    assert.deepEqual(decodeEnvironment(text), { ok: true, value: environment });
  });

  it('names the members that are wrong', () => {
    const decoded = decodeEnvironment('{"name":1,"propertySources":[{"name":"x"}]}');
    assert.deepEqual(decoded.ok ? [] : decoded.problems.map(({ path }) => path), [
      'name',
      'propertySources[0].source',
    ]);
  });

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        decodeEnvironment(text);
      }),
      { numRuns: 500 },
    );
  });

  it('carries every environment unchanged', () => {
    const value = fc.oneof(fc.string(), fc.boolean(), fc.integer());
    const source = fc.record({
      name: fc.string(),
      source: fc
        .dictionary(
          fc.string().filter((key) => key !== '__proto__'),
          value,
        )
        .map((members) => new Map(Object.entries(members))),
    });
    fc.assert(
      fc.property(fc.array(source), (sources) => {
        const propertySources = sources.map((one) => ({ ...one }));
        const environment = { ...ENVIRONMENT, propertySources };
        const decoded = decodeEnvironment(encodeEnvironment(environment));
        assert.deepEqual(decoded, { ok: true, value: environment });
      }),
    );
  });
});
