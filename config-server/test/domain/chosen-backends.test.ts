import assert from 'node:assert/strict';
import { chosenBackends } from '../../src/domain/chosen-backends.ts';

function choose(active: string[], composite: string[] = [], orders: object = {}) {
  const none = { git: undefined, native: undefined };
  return chosenBackends({ active, included: [], composite, orders: { ...none, ...orders } });
}

describe('the backends that the options ask for', () => {
  it('are git unless a profile names others', () => {
    for (const profiles of [[], ['git'], ['production']]) {
      assert.deepEqual(choose(profiles), { choices: [{ type: 'git' }], problems: [] });
    }
    assert.deepEqual(choose(['native']), { choices: [{ type: 'native' }], problems: [] });
  });

  it('are in the order of the list composite, or of their own orders', () => {
    assert.deepEqual(choose(['composite'], ['native', 'git']), {
      choices: [
        { type: 'native', index: 0 },
        { type: 'git', index: 1 },
      ],
      problems: [],
    });
    assert.deepEqual(choose(['git', 'native'], [], { native: 1, git: 2 }), {
      choices: [{ type: 'native' }, { type: 'git' }],
      problems: [],
    });
  });

  it('are refused by name when this server does not have them', () => {
    for (const profile of ['vault', 'jdbc', 'awss3', 'redis', 'credhub']) {
      const { choices, problems } = choose([profile]);
      assert.deepEqual(choices, []);
      assert.deepEqual(
        problems.map(({ property }) => property),
        ['spring.profiles.active'],
      );
      assert.match(String(problems[0]?.problem), new RegExp(`"${profile}"`));
    }
    assert.deepEqual(choose(['composite']).problems, [
      {
        property: 'spring.cloud.config.server.composite',
        problem: 'is missing: which backends shall be served?',
      },
    ]);
  });

  it('are refused all at once, each by the option that was set', () => {
    const { choices, problems } = chosenBackends({
      active: ['vault', 'composite'],
      included: ['jdbc', 'native'],
      composite: ['git', 'redis', 'credhub'],
      orders: { git: undefined, native: undefined },
    });
    assert.deepEqual(choices, [{ type: 'git', index: 0 }, { type: 'native' }]);
    const missing = (type: string) => `this server has no backend "${type}", only git and native`;
    const composite = 'spring.cloud.config.server.composite';
    assert.deepEqual(problems, [
      { property: 'spring.profiles.active', problem: missing('vault') },
      { property: 'spring.profiles.include', problem: missing('jdbc') },
      { property: `${composite}[1].type`, problem: missing('redis') },
      { property: `${composite}[2].type`, problem: missing('credhub') },
    ]);
  });
});
