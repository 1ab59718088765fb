import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseConfigQuery } from '../../src/domain/config-query.ts';

function problemOf(name: string, profiles = 'dev', label: string | null = null): string {
  const outcome = parseConfigQuery({ name, profiles, label });
  return outcome.ok ? 'none' : outcome.problem.field;
}

describe('parseConfigQuery', () => {
  it('resolves (_) in name and label [config 19]', () => {
    assert.deepEqual(parseConfigQuery({ name: 'a(_)b', profiles: 'dev', label: 'feature(_)x' }), {
      ok: true,
      value: { application: 'a/b', profiles: 'dev', label: 'feature/x' },
    });
  });

  it('refuses profiles that Spring refuses [config 29]', () => {
    for (const profiles of ['a..b', '-dev', 'dev,,eu', '', 'a b']) {
      assert.equal(problemOf('x', profiles), 'profiles', profiles);
    }
    assert.equal(problemOf('x', 'größe,a.b@c'), 'none');
  });

  it('refuses what would leave the repository, encoded twice too [config 30]', () => {
    for (const name of ['a..b', '(_)billing', 'bill#ing', '%2e%2e', 'a\\b', 'a\u0000']) {
      assert.equal(problemOf(name), 'name', name);
    }
    assert.equal(problemOf('x', 'dev', '..(_)..'), 'label');
    assert.equal(problemOf('bill%ing'), 'none');
    assert.equal(problemOf('x', 'dev', '(_)main'), 'none', 'no such label, but no harm either');
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.option(fc.string()), (name, profiles, label) => {
        parseConfigQuery({ name, profiles, label });
      }),
    );
  });
});
