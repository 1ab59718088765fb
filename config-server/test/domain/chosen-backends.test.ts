import assert from 'node:assert/strict';
import { chosenBackends } from '../../src/domain/chosen-backends.ts';

function choose(profiles: string[], composite: string[] = [], orders: object = {}) {
  const none = { git: undefined, native: undefined };
  return chosenBackends({ profiles, composite, orders: { ...none, ...orders } });
}

describe('the backends that the options ask for', () => {
  it('are git unless a profile names others', () => {
    for (const profiles of [[], ['git'], ['production']]) {
      assert.deepEqual(choose(profiles), { ok: true, value: [{ type: 'git' }] });
    }
    assert.deepEqual(choose(['native']), { ok: true, value: [{ type: 'native' }] });
  });

  it('are in the order of the list composite, or of their own orders', () => {
    assert.deepEqual(choose(['composite'], ['native', 'git']), {
      ok: true,
      value: [
        { type: 'native', index: 0 },
        { type: 'git', index: 1 },
      ],
    });
    assert.deepEqual(choose(['git', 'native'], [], { native: 1, git: 2 }), {
      ok: true,
      value: [{ type: 'native' }, { type: 'git' }],
    });
  });

  it('are refused by name when this server does not have them', () => {
    for (const profile of ['vault', 'jdbc', 'awss3', 'redis', 'credhub']) {
      const refused = choose([profile]);
      assert.ok(!refused.ok);
      assert.match(refused.problem, new RegExp(`"${profile}"`));
    }
    const refused = choose(['composite'], ['git', 'vault']);
    assert.ok(!refused.ok);
    assert.match(refused.problem, /composite\[1\]\.type.*"vault"/);
    assert.equal(choose(['composite']).ok, false);
  });
});
