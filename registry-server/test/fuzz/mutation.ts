import fc from 'fast-check';

/** What breaks decoders: other types, borders of numbers, names with a meaning, the signs of the formats. */
const TOKENS = [
  ...['null', 'true', '[]', '{}', '""', '0', '-1', '1e999', '9007199254740993', 'NaN', '"\\u0000"'],
  ...[
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    '$',
    '@class',
    '@enabled',
  ],
  ...[
    '"',
    '\\',
    ',',
    ':',
    '{',
    '}',
    '[',
    ']',
    '<',
    '>',
    '</',
    '/>',
    '&amp;',
    '&#x0;',
    '&x;',
    '<![CDATA[',
  ],
  ...[
    '<!DOCTYPE a [<!ENTITY b "c">]>',
    '<?xml version="1.1"?>',
    '<!--',
    '-->',
    ']]>',
    'xmlns:a="b"',
  ],
  ...['%', '%2F', '%00', '%ff', '+', '&', '=', ';', '?', '#', '/', '..', '*/*', 'q=0', ', ', '\t'],
  ...[
    'UP',
    'UNKNOWN',
    'lastDirtyTimestamp',
    'value',
    'instance',
    'application',
    'metadata',
    'port',
  ],
  ...[
    '\u0000',
    '\u2028',
    '\ud800',
    '\ufeff',
    'ä',
    '💥',
    ' '.repeat(40),
    'x'.repeat(300),
    '['.repeat(60),
  ],
] as const;

/** One change of a text; `at` and `length` are shares of it. */
interface Edit {
  readonly kind: 'insert' | 'replace' | 'delete' | 'repeat' | 'cut';
  readonly at: number;
  readonly length: number;
  readonly token: string;
}

const edit: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom('insert', 'replace', 'delete', 'repeat', 'cut'),
  at: fc.integer({ min: 0, max: 9_999 }),
  length: fc.integer({ min: 0, max: 40 }),
  token: fc.constantFrom(...TOKENS),
});

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

/** Texts that were recorded, changed in up to three places. */
function mutated(corpus: readonly string[]): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom(...corpus), fc.array(edit, { maxLength: 3 }))
    .map(([text, edits]) => edits.reduce(apply, text));
}

/** Mutations of the corpus, 6 of 10; values of the right format, 2; anything, 2. */
export function fuzzed(
  corpus: readonly string[],
  wellFormed: fc.Arbitrary<string> = fc.string(),
): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 6, arbitrary: mutated(corpus) },
    { weight: 2, arbitrary: wellFormed },
    { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  );
}
