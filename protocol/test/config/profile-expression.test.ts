import assert from 'node:assert/strict';
import fc from 'fast-check';
import { matchesProfiles } from '../../src/config/index.ts';

function matches(expression: string, ...profiles: string[]): boolean | string {
  const outcome = matchesProfiles(expression, new Set(profiles));
  return outcome.ok ? outcome.value : outcome.problem;
}

describe('matchesProfiles', () => {
  it('understands names, !, &, | and parentheses [config 49]', () => {
    assert.equal(matches('dev & eu', 'dev', 'eu'), true);
    assert.equal(matches('dev & eu', 'dev'), false);
    assert.equal(matches('!dev', 'default'), true);
    assert.equal(matches('(qa | us) & blue', 'us', 'blue'), true);
    assert.equal(matches('(qa | us) & blue', 'us'), false);
    assert.equal(matches('!(a | b)', 'c'), true);
    assert.equal(matches('(a & (b | c', 'a', 'c'), true, 'the end closes what is open');
  });

  for (const expression of ['a & b | c', 'a &', '!', '', 'a b)', '()']) {
    it(`refuses ${JSON.stringify(expression)}`, () => {
      assert.match(String(matches(expression, 'a')), /malformed profile expression/);
    });
  }

  it('never throws', () => {
    const parts = fc
      .array(fc.constantFrom('a', '!', '&', '|', '(', ')', ' '))
      .map((p) => p.join(''));
    fc.assert(
      fc.property(fc.oneof(fc.string(), parts), (text) => {
        matches(text, 'a');
      }),
    );
  });
});
