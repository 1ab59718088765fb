import assert from 'node:assert/strict';
import fc from 'fast-check';
import { flattenYaml, textOfValue } from '../../src/config/index.ts';

function flat(text: string): Record<string, unknown>[] {
  const decoded = flattenYaml(text);
  assert.ok(decoded.ok, JSON.stringify(decoded));
  return decoded.value.map((document) =>
    Object.fromEntries([...document].map(([key, { value }]) => [key, value])),
  );
}

function problemOf(text: string): string {
  const decoded = flattenYaml(text);
  assert.ok(!decoded.ok, 'was accepted');
  return decoded.problems.map(({ path, problem }) => `${path}: ${problem}`).join('\n');
}

describe('flattenYaml', () => {
  it('joins nested keys with dots and numbers lists [config 39]', () => {
    assert.deepEqual(flat('l: [[1, 2], [3]]\nm: [{n: x}]\na.b: {c: 1}'), [
      { 'l[0][0]': 1, 'l[0][1]': 2, 'l[1][0]': 3, 'm[0].n': 'x', 'a.b.c': 1 },
    ]);
  });

  it('puts keys that are no texts, and texts in brackets, after the key without a dot [config 38]', () => {
    assert.deepEqual(flat('m: {1: a, true: b, 1.5: c}\nbr: {"[x/y]": d, "[0]": e}'), [
      { 'm[1]': 'a', 'm[true]': 'b', 'm[1.5]': 'c', 'br[x/y]': 'd', 'br[0]': 'e' },
    ]);
  });

  it('reads scalars by YAML 1.1, dates as texts [config 40]', () => {
    assert.deepEqual(flat('t: 2024-01-01\nb: yes\no: 010\ns: "010"\nx: 0x1F\nq: 1:30\ny: y'), [
      { t: '2024-01-01', b: true, o: 8, s: '010', x: 31, q: 90, y: 'y' },
    ]);
  });

  it('keeps big whole numbers exact and prints fractions as Java does', () => {
    const [document] = flat('big: 123456789012345678901234567890\none: 1.0\nsmall: 1e-7\nhalf: .5');
    assert.deepEqual(document, {
      big: { javaNumber: '123456789012345678901234567890' },
      one: { javaNumber: '1.0' },
      small: { javaNumber: '1.0E-7' },
      half: 0.5,
    });
  });

  it('makes nothing of an empty map, and empty texts of null and an empty list', () => {
    assert.deepEqual(flat('a:\nb: ~\nd: []\ne: {}\nl: [~, {}, x]'), [
      { a: '', b: '', d: '', 'l[0]': '', 'l[2]': 'x' },
    ]);
  });

  it('tells an empty list from an empty text, where old servers wrote another answer', () => {
    const decoded = flattenYaml("a: []\nb: ''\nc:\n");
    assert.ok(decoded.ok);
    assert.deepEqual(decoded.value.map(Object.fromEntries), [
      {
        a: { value: '', isEmptyList: true, origin: '1:4' },
        b: { value: '', origin: '2:4' },
        c: { value: '', origin: '3:3' },
      },
    ]);
  });

  it('gives a document that is no map the key `document`', () => {
    assert.deepEqual(flat('just text'), [{ document: 'just text' }]);
    assert.deepEqual(flat('- c\n- e: 1'), [{ 'document[0]': 'c', 'document[1].e': 1 }]);
  });

  it('separates documents and does not count empty ones', () => {
    assert.deepEqual(flat('---\n---\na: 1\n---\nb: 2\n---\n'), [{ a: 1 }, { b: 2 }]);
  });

  it('follows anchors, aliases and merge keys; own keys win over merged ones', () => {
    assert.deepEqual(flat('base: &b {x: 1, y: 2}\nd:\n  <<: *b\n  y: 3\nsame: *b'), [
      { 'base.x': 1, 'base.y': 2, 'd.x': 1, 'd.y': 3, 'same.x': 1, 'same.y': 2 },
    ]);
  });

  it('follows aliases to anchors inside of what stands before', () => {
    assert.deepEqual(flat('defaults:\n  timeout: &t 5\ntimeout: *t'), [
      { 'defaults.timeout': 5, timeout: 5 },
    ]);
    assert.deepEqual(flat('hosts:\n  - &h a\nmain: *h'), [{ 'hosts[0]': 'a', main: 'a' }]);
    assert.deepEqual(flat('templates:\n  base: &base {x: 1}\n<<: *base'), [
      { 'templates.base.x': 1, x: 1 },
    ]);
    assert.deepEqual(flat('? &k name\n: *k'), [{ name: 'name' }]);
  });

  it('takes the last of several anchors with one name before an alias', () => {
    assert.deepEqual(flat('a: {b: &x 1}\nc: *x\nd: [&x 2]\ne: *x'), [
      { 'a.b': 1, c: 1, 'd[0]': 2, e: 2 },
    ]);
  });

  it('refuses an alias before its anchor, and one to another document', () => {
    const problem = 'refers to an unknown anchor';
    assert.equal(problemOf('a:\n  b: *x\nc: &x 1'), `line 2, column 6: ${problem}`);
    assert.equal(problemOf('a: &x 1\n---\nb: *x'), `line 3, column 4: ${problem}`);
    assert.equal(problemOf('a: !!set {b: *x}'), `line 1, column 14: ${problem}`);
  });

  it('refuses a key that is repeated and says where [config 41]', () => {
    assert.equal(problemOf('a: 1\nb: 2\na: 3'), 'line 3, column 1: repeats the key a');
  });

  it('refuses tags of its own [config 42]', () => {
    assert.match(
      problemOf('a: 1\nb: !secret x'),
      /^line 2, column 4: has a tag that is not allowed/,
    );
  });

  it('reads a tagged number to the base of 60, and refuses what only looks like one', () => {
    assert.deepEqual(flat('a: !!float "1:30.5"\nb: !!float "-1:2:3."\nc: !!float "0:1_0.25"'), [
      { a: 90.5, b: { javaNumber: '-3723.0' }, c: 10.25 },
    ]);
    for (const text of ['1::2', '0x10:1', ':1', '1:-2', '--1:2']) {
      assert.match(problemOf(`a: !!float "${text}"`), /has a tag that is not allowed$/, text);
    }
  });

  for (const text of ['a: [1, 2\nb: }', 'a:\n\tb: 1', 'a: b: c', 'a: @x', '~: x', 'a: *nowhere']) {
    it(`refuses ${JSON.stringify(text)} naming line and column`, () => {
      assert.match(problemOf(text), /^line \d+, column \d+: /);
    });
  }

  for (const value of ['*sesame', '!sesame x', '|sesame', '}sesame', '"\\qsesame"', '[sesame']) {
    it(`does not quote the value ${value} in its problem`, () => {
      assert.doesNotMatch(problemOf(`password: ${value}`), /sesame|ses/);
    });
  }

  it('ends with a problem, not with memory, when aliases multiply', () => {
    const levels = [...'bcdefghij'].map((name, index) => {
      const before = 'abcdefghij'[index];
      return `${name}: &${name} [${Array(10).fill(`*${before}`).join(', ')}]`;
    });
    assert.match(problemOf(['a: &a x', ...levels].join('\n')), /too many properties/);
  });

  it('ends with a problem when a structure contains itself', () => {
    for (const text of ['a: &a {b: *a}', '&a [*a]', 'a: &a {<<: *a}', '? &a [*a]\n: x']) {
      assert.match(problemOf(text), /is nested too deeply$/, text);
    }
    assert.match(problemOf(`&a [${'*a, '.repeat(20_000)}]`), /is nested too deeply$/);
    assert.match(problemOf(`a: &a {<<: [${'*a, '.repeat(20_000)}]}`), /is nested too deeply$/);
  });

  it('tells what is nested too deeply from what goes wrong otherwise', () => {
    const failing = (error: Error): string => {
      const text = { startsWith: () => false, replaceAll: () => assert.fail(error) };
      return text as unknown as string;
    };
    const overflow = new RangeError('Maximum call stack size exceeded');
    assert.equal(problemOf(failing(overflow)), ': is nested too deeply to be read');
    assert.equal(problemOf(failing(new RangeError('sesame'))), ": can't be read");
  });

  it('never throws, whatever the text', () => {
    const yamlish = fc.array(
      fc.constantFrom(
        'a',
        ': ',
        '- ',
        '\n',
        '  ',
        '[',
        ']',
        '{',
        '}',
        '&x ',
        '*x',
        '<<',
        '!t ',
        '"',
        '---\n',
        '1',
        '~',
        '|\n',
      ),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          yamlish.map((parts) => parts.join('')),
        ),
        (text) => {
          const decoded = flattenYaml(text);
          for (const document of decoded.ok ? decoded.value : []) {
            for (const { value } of document.values()) textOfValue(value);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
