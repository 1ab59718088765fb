// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders are what is tested
import assert from 'node:assert/strict';
import { resolvePlaceholders } from '@vernal/core/options';
import fc from 'fast-check';

const values = new Map([
  ['host', 'example.test'],
  ['port', '80'],
  ['url', 'http://${host}:${port}'],
  ['which', 'host'],
  ['self', 'a ${self}'],
  ['fat', '${fat}${fat}'],
]);

function resolve(text: string): string {
  const outcome = resolvePlaceholders(text, (name) => values.get(name));
  return outcome.ok ? outcome.value : `! ${outcome.problem}`;
}

describe('placeholders', () => {
  const cases: Readonly<Record<string, string>> = {
    'no placeholder': 'no placeholder',
    '${host}': 'example.test',
    'a ${url} b': 'a http://example.test:80 b',
    '${nowhere:80}': '80',
    '${nowhere:}': '',
    '${nowhere:${port}}': '80',
    '${nowhere:http://x:1}': 'http://x:1',
    '${${which}}': 'example.test',
    '\\${host}': '${host}',
    '${open': '${open',
    '$host}': '$host}',
    '${nowhere}': '! the placeholder ${nowhere} has no value',
  };
  for (const [text, resolved] of Object.entries(cases)) {
    it(`${text} gives ${resolved}`, () => {
      assert.equal(resolve(text), resolved);
    });
  }

  it('that refer to themselves are a problem', () => {
    assert.match(resolve('${self}'), /^! the placeholder \$\{self\} refers to itself$/);
    assert.match(resolve('${fat}'), /refers to itself/);
  });

  it('never throw, whatever the text', () => {
    const pieces = fc.constantFrom('${', '}', ':', '\\', 'a', 'host', 'self', '$', '{');
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
        resolve(parts.join(''));
      }),
    );
  });
});
