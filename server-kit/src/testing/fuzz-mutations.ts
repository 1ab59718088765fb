import fc from 'fast-check';

/** What breaks decoders of any format: other types, borders of numbers, names with a meaning, signs. */
const TOKENS = [
  ...['null', 'true', '[]', '{}', '""', '0', '-1', '1e999', '9007199254740993', 'NaN', '"\\u0000"'],
  ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', '$', '@class'],
  ...['"', "'", '\\', ',', ':', '{', '}', '[', ']', '<', '>', '</', '/>', '&', '=', ';', '?', '#'],
  ...['%', '%2F', '%00', '%ff', '+', '/', '..', '*', '*/*', 'q=0', ', ', '\t', '\n', '\r\n'],
  ...['&amp;', '&#x0;', '&x;', '<![CDATA[', ']]>', '<!--', '-->', 'xmlns:a="b"'],
  ...['<!DOCTYPE a [<!ENTITY b "c">]>', '<?xml version="1.1"?>'],
  ...['\u0000', '\u2028', '\ud800', '\ufeff', 'ä', '💥'],
  ...[' '.repeat(40), 'x'.repeat(300), '['.repeat(60)],
];

/** One change of a text; `at` and `length` are shares of it. */
interface Edit {
  readonly kind: 'insert' | 'replace' | 'delete' | 'repeat' | 'cut';
  readonly at: number;
  readonly length: number;
  readonly token: string;
}

function editWith(tokens: readonly string[]): fc.Arbitrary<Edit> {
  return fc.record({
    kind: fc.constantFrom('insert', 'replace', 'delete', 'repeat', 'cut'),
    at: fc.integer({ min: 0, max: 9_999 }),
    length: fc.integer({ min: 0, max: 40 }),
    token: fc.constantFrom(...tokens),
  });
}

function apply(text: string, { kind, at, length, token }: Edit): string {
  const start = Math.floor((at / 10_000) * text.length);
  const before = text.slice(0, start);
  const range = text.slice(start, start + length);
  const after = text.slice(start + length);
  switch (kind) {
    case 'insert':
      return before + token + range + after;
    case 'replace':
      return before + token + after;
    case 'delete':
      return before + after;
    case 'repeat':
      return before + range + range + after;
    case 'cut':
      return before;
  }
}

/** Makes inputs out of texts that were recorded, and of values of the right format. */
export type Fuzzed = (
  corpus: readonly string[],
  wellFormed?: fc.Arbitrary<string>,
) => fc.Arbitrary<string>;

/**
 * Mutations of the corpus, 6 of 10; values of the right format, 2; anything, 2. A mutation has up to three changes.
 *
 * @param tokens words with a meaning in the format, beside signs that break any
 */
export function fuzzWith(tokens: readonly string[]): Fuzzed {
  const edits = fc.array(editWith([...TOKENS, ...tokens]), { maxLength: 3 });
  return (corpus, wellFormed = fc.string()) => {
    const mutated = fc
      .tuple(fc.constantFrom(...corpus), edits)
      .map(([text, changes]) => changes.reduce(apply, text));
    return fc.oneof(
      { weight: 6, arbitrary: mutated },
      { weight: 2, arbitrary: wellFormed },
      { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
    );
  };
}
