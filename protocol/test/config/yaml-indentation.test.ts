import assert from 'node:assert/strict';
import { flattenYaml } from '../../src/config/index.ts';
import { indentContinued } from '../../src/config/yaml-indentation.ts';

/** Keys, values and places of a file. */
function read(text: string): unknown {
  const decoded = flattenYaml(text);
  if (!decoded.ok) return decoded.problems[0]?.problem;
  return decoded.value.flatMap((document) =>
    Array.from(document, ([key, { value, origin }]) => [key, value, origin]),
  );
}

describe('what goes on in a line that is not indented', () => {
  it('may be a list or a map in brackets', () => {
    const text = 'a:\n  b: [x, # [\n  it\'s]\n  c: {d: "]",\n e: 1}\nf: 2';
    assert.deepEqual(read(text), [
      ['a.b[0]', 'x', '2:7'],
      ['a.b[1]', "it's", '3:3'],
      ['a.c.d', ']', '4:10'],
      ['a.c.e', 1, '5:5'],
      ['f', 2, '6:4'],
    ]);
  });

  it('may be a quoted text', () => {
    assert.deepEqual(read("a:\n- \"x\ny\\\n z\"\n- 'it''s\n\nq'\nb: 1"), [
      ['a[0]', 'x yz', '2:3'],
      ['a[1]', "it's\nq", '5:3'],
      ['b', 1, '8:4'],
    ]);
  });

  it('is a problem where nothing closes it', () => {
    assert.match(String(read('a: [x,\ny\nb: 1')), /sufficiently indented/);
    assert.match(String(read('a: "x\ny\nb: 1')), /Missing closing/);
  });

  it('keeps no reader busy, however often it comes', () => {
    for (const line of ['a: [\nb]\n', 'k: "x\ny"\n']) {
      assert.equal(typeof read(line.repeat(2_000)), 'string', line);
    }
    for (const opening of ["['\n", '["\\\n']) {
      assert.equal(typeof read(opening.repeat(200)), 'string', opening);
    }
  });

  it('is left as it is where its indentation would take much memory', () => {
    const text = `a: ${' '.repeat(40_000)}[${'\n'.repeat(40_000)}x]`;
    assert.deepEqual(indentContinued(text), { text, moved: new Map() });
    assert.match(String(read(text)), /sufficiently indented/);
  });

  it('is looked for in time that grows with the length of a line, not with its square', () => {
    const text = `a: [\nb]\n${'"" '.repeat(150_000)}`;
    assert.ok(indentContinued(text).moved.size > 0);
  }).timeout(5_000);
});
