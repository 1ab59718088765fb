import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseProperties } from '../../src/config/index.ts';

function parse(text: string): Record<string, unknown>[] {
  const decoded = parseProperties(text);
  assert.ok(decoded.ok, JSON.stringify(decoded));
  return decoded.value.map((document) =>
    Object.fromEntries([...document].map(([key, { value }]) => [key, value])),
  );
}

describe('parseProperties', () => {
  it('resolves escapes and joins continued lines [config 43]', () => {
    assert.deepEqual(parse('k\\:1 = v\\u00e9 \\\n   w\nodd=\\q'), [{ 'k:1': 'vé w', odd: 'q' }]);
  });

  it('expands `key[]` and keeps escaped commas [config 45]', () => {
    assert.deepEqual(parse('arr[]=x,y\\,z'), [{ 'arr[0]': 'x', 'arr[1]': 'y,z' }]);
  });

  it('starts a document at `#---`, unless it stands in a comment [config 46]', () => {
    assert.deepEqual(parse('a=0\n#---\na=1'), [{ a: '0' }, { a: '1' }]);
    assert.deepEqual(parse('a=0\n# comment\n#---\nb=1'), [{ a: '0', b: '1' }]);
    assert.deepEqual(parse('a=0\n#---\n# comment\nb=1'), [{ a: '0', b: '1' }]);
  });

  it('takes `=`, `:` and blanks as separators and keeps blanks at the end', () => {
    assert.deepEqual(parse('a : b  \nc d e\nnothing\nequals = = x\n! comment=1'), [
      { a: 'b  ', c: 'd e', nothing: '', equals: '= x' },
    ]);
  });

  it('lets the last of repeated keys win', () => {
    assert.deepEqual(parse('a=1\nb=2\na=3'), [{ a: '3', b: '2' }]);
  });

  it('refuses a broken unicode escape and names the line', () => {
    const decoded = parseProperties('a=1\nb=\\u12');
    assert.deepEqual(decoded.ok ? [] : decoded.problems.map(({ path }) => path), ['line 2']);
  });

  it('never throws, whatever the text', () => {
    const parts = fc.array(
      fc.constantFrom('a', '=', ':', ' ', '\n', '\r', '\\', '\\u', '#---', '!', '[]', ','),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          parts.map((some) => some.join('')),
        ),
        (text) => {
          parseProperties(text);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
