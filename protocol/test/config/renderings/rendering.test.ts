import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  type Environment,
  nestedDocument,
  type Placeholders,
  type PropertyValue,
  renderJson,
  renderProperties,
  renderYaml,
} from '../../../src/config/index.ts';

type Source = Readonly<Record<string, PropertyValue>>;

/** An environment of these sources, strongest first. */
function environmentOf(...sources: readonly Source[]): Environment {
  const propertySources = sources.map((source, index) => ({
    name: `file-${index}`,
    source: new Map(Object.entries(source)),
  }));
  const head = { name: 'app', profiles: ['default'], label: null, version: null, state: '' };
  return { ...head, propertySources };
}

function yamlOf(environment: Environment, placeholders: Placeholders = 'as written'): string {
  const document = nestedDocument(environment, placeholders);
  assert.ok(document.ok);
  return renderYaml(document.value, 'stripped');
}

function jsonOf(environment: Environment, placeholders: Placeholders = 'as written'): string {
  const document = nestedDocument(environment, placeholders);
  assert.ok(document.ok);
  return renderJson(document.value);
}

function propertiesOf(environment: Environment): string {
  const text = renderProperties(environment, 'resolved');
  assert.ok(text.ok);
  return text.value;
}

describe('the flat formats', () => {
  it('show the strongest value, where the weakest source has the key', () => {
    const environment = environmentOf({ A: 'Z', S: 3 }, { A: 'Y', S: 2, Y: 0 });
    assert.equal(yamlOf(environment), 'A: Z\nS: 3\nY: 0\n');
  });

  it('replace a list as a whole', () => {
    const environment = environmentOf(
      { 'a.b[0]': 'f', 'a.b[1]': 'h' },
      { 'a.b[0]': 'c', 'a.b[1]': 'd', 'a.b[2]': 'z' },
    );
    assert.equal(yamlOf(environment), 'a:\n  b:\n  - f\n  - h\n');
  });

  it('write properties one per line, lists last, without a newline at the end [config 59]', () => {
    const environment = environmentOf({ 'list[0]': 'z', note: 'dev' }, { note: 'base', empty: '' });
    assert.equal(propertiesOf(environment), 'note: dev\nempty: \nlist[0]: z');
  });

  it('show the empty lists of old servers; as placeholders they are empty texts', () => {
    const environment = environmentOf({ hosts: [], text: `<\${hosts}>` });
    assert.equal(propertiesOf(environment), 'hosts: []\ntext: <>');
    assert.equal(yamlOf(environment, 'resolved'), 'hosts: []\ntext: <>\n');
    assert.equal(jsonOf(environment, 'resolved'), '{"hosts":[],"text":"<>"}');
  });

  it('fill an empty list of a weaker source, every time from the start', () => {
    const environment = environmentOf({ 'hosts[0]': 'a' }, { hosts: [] });
    assert.equal(jsonOf(environment), '{"hosts":["a"]}');
    assert.equal(jsonOf(environment), '{"hosts":["a"]}');
    assert.deepEqual(environment.propertySources[1]?.source, new Map([['hosts', []]]));
  });

  it('nest lists of lists and of objects', () => {
    const json = jsonOf(
      environmentOf({
        'a.b[0].c': 'x',
        'a.b[0].d[0]': 'xx',
        'a.b[0].d[1]': 'yy',
        'a.b[1].c': 'y',
        'a.b[1].e[0].d': 'z',
      }),
    );
    assert.equal(json, '{"a":{"b":[{"c":"x","d":["xx","yy"]},{"c":"y","e":[{"d":"z"}]}]}}');
  });

  it('fill gaps of a list with null', () => {
    assert.equal(jsonOf(environmentOf({ 'a[2]': 'c' })), '{"a":[null,null,"c"]}');
  });

  it('keep a value and what stands below its name, in whatever order they come [config 63]', () => {
    const expected = '{"org":"WARN","org.x":"ERROR"}';
    assert.equal(jsonOf(environmentOf({ org: 'WARN', 'org.x': 'ERROR' })), expected);
    assert.equal(jsonOf(environmentOf({ 'org.x': 'ERROR', org: 'WARN' })), expected);
  });

  it('refuse a key that has no place in a document, but not as properties [config 64]', () => {
    for (const key of ['a..b', '.a', '[0]', 'a[0]b', 'a[10001]']) {
      const environment = environmentOf({ [key]: 1 });
      assert.equal(nestedDocument(environment, 'resolved').ok, false, key);
      assert.equal(propertiesOf(environment), `${key}: 1`);
    }
  });

  it('show a file that is only a list as that list, unless told otherwise [config 68]', () => {
    const document = nestedDocument(environmentOf({ 'document[0]': 'c' }), 'resolved');
    assert.ok(document.ok);
    assert.equal(renderYaml(document.value, 'stripped'), '- c\n');
    assert.equal(renderYaml(document.value, 'kept'), 'document:\n- c\n');
  });

  it('are empty objects without a source [config 69]', () => {
    assert.equal(yamlOf(environmentOf()), '{}\n');
    assert.equal(jsonOf(environmentOf()), '{}');
  });

  it('quote texts that look like something else', () => {
    const texts = { a: 'yes', b: '010', c: '1:30', d: '2024-01-01', e: 'null', f: '~', g: '' };
    assert.equal(
      yamlOf(environmentOf(texts)),
      "a: 'yes'\nb: '010'\nc: '1:30'\nd: '2024-01-01'\ne: 'null'\nf: '~'\ng: ''\n",
    );
  });

  it('keep numbers as Java prints them', () => {
    const environment = environmentOf({
      one: { javaNumber: '1.0' },
      big: { javaNumber: '9007199254740993' },
      none: Number.NaN,
    });
    assert.equal(jsonOf(environment), '{"one":1.0,"big":9007199254740993,"none":"NaN"}');
    assert.equal(yamlOf(environment), 'one: 1.0\nbig: 9007199254740993\nnone: .nan\n');
  });

  it('take any keys and values, and never throw', () => {
    const key = fc.string({
      unit: fc.constantFrom('a', '.', '[', ']', '0', '1', '_', '$', '{', '}'),
    });
    const value = fc.oneof(fc.string(), fc.integer(), fc.boolean());
    fc.assert(
      fc.property(fc.array(fc.dictionary(key, value), { maxLength: 3 }), (sources) => {
        const environment = environmentOf(...sources);
        const document = nestedDocument(environment, 'resolved');
        if (!document.ok) return;
        JSON.parse(renderJson(document.value));
        renderYaml(document.value, 'kept');
      }),
      { numRuns: 1_000 },
    );
  });

  it('treat __proto__ as any key', () => {
    const source: Source = Object.fromEntries([['__proto__.polluted', 'yes']]);
    assert.equal(jsonOf(environmentOf(source)), '{"__proto__":{"polluted":"yes"}}');
  });
});

describe('placeholders in the flat formats', () => {
  it('stand for values of the same environment, or for their default [config 66]', () => {
    const environment = environmentOf({ a: `\${foo:spam}`, b: `\${c}-x`, c: 8080, d: `\\\${c}` });
    const expected = `{"a":"spam","b":"8080-x","c":8080,"d":"\${c}"}`;
    assert.equal(jsonOf(environment, 'resolved'), expected);
    assert.equal(propertiesOf(environment), `a: spam\nb: 8080-x\nc: 8080\nd: \${c}`);
  });

  it('stay when they are unknown, and are refused inside another value [config 65]', () => {
    const unknown = environmentOf({ b: `\${missing}` });
    assert.equal(jsonOf(unknown, 'resolved'), `{"b":"\${missing}"}`);
    const nested = environmentOf({ a: `\${b}`, b: `\${missing}` });
    assert.equal(nestedDocument(nested, 'resolved').ok, false);
    assert.equal(propertiesOf(nested), `a: \${missing}\nb: \${missing}`);
  });

  it('may be nested in names and defaults', () => {
    const environment = environmentOf({
      a: `\${pre.\${sel:x}}`,
      'pre.x': 'picked',
      b: `\${n:\${a}}`,
    });
    assert.equal(
      jsonOf(environment, 'resolved'),
      '{"a":"picked","pre":{"x":"picked"},"b":"picked"}',
    );
  });

  it('keep a value of several lines whole [config 67]', () => {
    const environment = environmentOf({ text: 'one\n"two"\n', copy: `\${text}` });
    const expected = '{"text":"one\\n\\"two\\"\\n","copy":"one\\n\\"two\\"\\n"}';
    assert.equal(jsonOf(environment, 'resolved'), expected);
    const block = '|\n  one\n  "two"\n';
    assert.equal(yamlOf(environment, 'resolved'), `text: ${block}copy: ${block}`);
  });

  it('are refused when they go round in a circle, or grow without end', () => {
    const circle = nestedDocument(environmentOf({ a: `\${b}`, b: `x\${a}` }), 'resolved');
    assert.deepEqual(circle, {
      ok: false,
      problem: { placeholder: 'b', problem: 'refers to itself' },
    });
    const doubling = Object.fromEntries(
      Array.from({ length: 60 }, (_, n) => [`k${n}`, `\${k${n + 1}}\${k${n + 1}}`]),
    );
    const bomb = nestedDocument(environmentOf({ ...doubling, k60: 'xxxxxxxx' }), 'resolved');
    assert.equal(bomb.ok, false);
  });
});
