import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readQuery } from '../../src/http/query.ts';

describe('the query of a request', () => {
  it('reads as URLSearchParams reads it, encoded or not', () => {
    const name = fc.constantFrom('a', 'ab', 'status', 'lastDirtyTimestamp');
    const part = fc.oneof(
      fc.tuple(name, fc.string({ maxLength: 4 })).map(([key, value]) => `${key}=${value}`),
      name,
      fc.constantFrom('', '=', '%41=1', 'a+b=c', '=a'),
    );
    const text = fc.array(part, { maxLength: 5 }).map((parts) => parts.join('&'));
    fc.assert(
      fc.property(text, name, (query, wanted) => {
        assert.equal(readQuery(query).get(wanted), new URLSearchParams(query).get(wanted));
      }),
      { numRuns: 1_000 },
    );
  });
});
