import assert from 'node:assert/strict';
import {
  bindTable,
  environmentLayer,
  findInertNames,
  findUnknownNames,
  inert,
  list,
  objects,
  objectsByName,
  optionsIn,
  stackLayers,
  text,
} from '@vernal/core/options';

const description = 'An option';
const fields = {
  searchPaths: list('search-paths', { default: [], description }),
  label: text('default-label', { description }),
  pulled: inert('nothing is pulled', ['force-pull']),
};
const table = {
  composite: objects('spring.composite', fields, { description }),
  repos: objectsByName('spring.repos', fields, { description }),
};

describe('environment variables of objects', () => {
  it('leave dashes out, or have underscores in their place', () => {
    const layer = environmentLayer({
      SPRING_COMPOSITE_0_SEARCHPATHS: 'a,b',
      SPRING_COMPOSITE_0_DEFAULT_LABEL: 'main',
      SPRING_COMPOSITE_1_SEARCH_PATHS_0: 'c',
      SPRING_REPOS_TEAM_DEFAULT_LABEL: 'next',
      SPRING_REPOS_TEAM_FORCE_PULL: 'true',
    });
    const bound = bindTable(table, stackLayers([layer]));
    assert.ok(bound.ok);
    const { composite, repos } = bound.value;
    assert.deepEqual(
      [...composite, ...repos.values()].map(({ searchPaths, label }) => [...searchPaths, label]),
      [['a', 'b', 'main'], ['c', undefined], ['next']],
    );
    assert.deepEqual(findUnknownNames(optionsIn(table), [layer]), { problems: [], ignored: [] });
    assert.deepEqual(findInertNames(optionsIn(table), [layer]), [
      { names: ['SPRING_REPOS_TEAM_FORCE_PULL'], because: 'nothing is pulled' },
    ]);
  });

  it('are told of when an object has no such field', () => {
    const layer = environmentLayer({ SPRING_REPOS_TEAM_DEFAULT_LABELS: 'next' });
    const { ignored } = findUnknownNames(optionsIn(table), [layer]);
    assert.deepEqual(
      ignored.map(({ name }) => name),
      ['SPRING_REPOS_TEAM_DEFAULT_LABELS'],
    );
  });
});
