import assert from 'node:assert/strict';
import {
  flattenYaml,
  matchesProfiles,
  nestedDocument,
  renderJson,
  resolvePlaceholders,
} from '../../src/config/index.ts';

/** The problem that a file of these lines has. */
function yamlProblem(text: string): string {
  const decoded = flattenYaml(text);
  assert.ok(!decoded.ok, 'was accepted');
  return decoded.problems[0]?.problem ?? '';
}

/** Ten levels that each name the one before ten times. */
function bomb(first: string, level: (name: string, before: string) => string): string {
  const names = [...'abcdefghijk'];
  return [first, ...names.slice(1).map((name, index) => level(name, names[index] ?? ''))].join(
    '\n',
  );
}

function nested(source: Readonly<Record<string, string>>) {
  const head = { name: 'a', profiles: ['dev'], label: null, version: null, state: '' };
  return nestedDocument(
    { ...head, propertySources: [{ name: 'f', source: new Map(Object.entries(source)) }] },
    'resolved',
  );
}

function problemOf(source: Readonly<Record<string, string>>): string {
  const document = nested(source);
  assert.ok(!document.ok, 'was accepted');
  return document.problem.problem;
}

/** Each would take minutes, or all memory, if it were taken at its word. */
describe('a text made to exhaust its reader', () => {
  it('may hold aliases of aliases', () => {
    const text = bomb('a: &a x', (name, before) => {
      return `${name}: &${name} [${Array(10).fill(`*${before}`).join(', ')}]`;
    });
    assert.equal(yamlProblem(text), 'grows to too many properties');
  });

  it('may merge merges, in one document or many', () => {
    const text = bomb('a: &a {x: 1}', (name, before) => {
      return `${name}: &${name} {<<: [${Array(10).fill(`*${before}`).join(', ')}]}`;
    });
    assert.equal(flattenYaml(text).ok, true, 'what was merged before is not merged again');
    assert.equal(yamlProblem(`${text}\n<<: *k\n`), 'grows to too many properties');
    const document = `---\na: &a {${Array.from({ length: 500 }, (_, n) => `k${n}: 1`).join(', ')}}\nb: *a\n`;
    assert.equal(yamlProblem(document.repeat(60)), 'grows to too many properties');
  });

  it('may write long keys and values out again and again', () => {
    const long = 'k'.repeat(100_000);
    const deep = Array.from({ length: 50 }, (_, n) => `${' '.repeat(n)}${long.slice(0, 1_000)}:\n`);
    for (const text of [
      `${deep.join('')}${' '.repeat(50)}[${'x, '.repeat(20_000)}]`,
      `a: &a ${long}\n? [${'*a, '.repeat(2_000)}]\n: x`,
      `a: &a ${long}\n? {${'*a : *a, '.repeat(2_000)}}\n: x`,
      `a: &a ${long}\nb: [${'*a, '.repeat(2_000)}]`,
      `a: &a ${long}\nb: [${'{*a : {}}, '.repeat(2_000)}]`,
      `? &a ${long}\n: x\nb: &b {*a : {}}\nc: [${'{<<: *b}, '.repeat(2_000)}]`,
    ]) {
      assert.equal(yamlProblem(text), 'grows too large', text.slice(-50));
    }
  });

  for (const opening of ['[', '{a: ', '- ', '? ']) {
    it(`may open ${opening.trim()} 20,000 times`, () => {
      assert.equal(yamlProblem(opening.repeat(20_000)), 'is nested too deeply to be read');
    });
  }

  it('may be a condition of 100,000 parentheses', () => {
    for (const operator of ['(', '!']) {
      assert.equal(matchesProfiles(`${operator.repeat(100_000)}a`, new Set()).ok, false);
    }
  });

  it('may be a key of 50,000 parts', () => {
    for (const key of [`${'a.'.repeat(50_000)}a`, `a${'[0]'.repeat(50_000)}`]) {
      assert.equal(problemOf({ [key]: 'x' }), 'is nested too deeply');
    }
  });

  it('may name the last places of many lists', () => {
    const keys = Array.from({ length: 2_000 }, (_, n) => [`list${n}[10000]`, 'x']);
    assert.equal(problemOf(Object.fromEntries(keys)), 'has an index far above the others');
  });

  it('may open placeholders that nothing closes', () => {
    const text = '${'.repeat(500_000);
    const resolved = resolvePlaceholders(text, { lookup: () => 'x', unknownNested: 'keep' });
    assert.deepEqual(resolved, { ok: true, value: text });
  });

  it('may nest placeholders, or let them stand for nothing again and again', () => {
    const depth = 10_000;
    assert.equal(
      problemOf({ a: `${'${a:'.repeat(depth)}${'}'.repeat(depth)}` }),
      'is nested too deeply',
    );
    const doubling = Array.from({ length: 60 }, (_, n) => [`k${n}`, `\${k${n + 1}}\${k${n + 1}}`]);
    assert.equal(problemOf({ ...Object.fromEntries(doubling), k60: '' }), 'grows without end');
  });

  it('may name the members of every object', () => {
    const keys = ['__proto__.x', 'constructor.prototype.x', 'a.__proto__[0]', 'toString'];
    const document = nested(Object.fromEntries(keys.map((key) => [key, 'x'])));
    assert.ok(document.ok);
    assert.equal(
      renderJson(document.value),
      '{"__proto__":{"x":"x"},"constructor":{"prototype":{"x":"x"}},"toString":"x","a":{"__proto__":["x"]}}',
    );
    assert.equal('x' in {}, false);
  });
});
