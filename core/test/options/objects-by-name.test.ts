import assert from 'node:assert/strict';
import {
  bindTable,
  environmentLayer,
  findUnknownNames,
  integer,
  list,
  namedLayer,
  objectsByName,
  stackLayers,
  text,
} from '@vernal/core/options';

const description = 'An option';
const repos = objectsByName(
  'git.repos',
  {
    uri: text('uri', { description }),
    timeout: integer('timeout', { default: 5, description }),
    patterns: list('pattern', { default: [], description }),
  },
  { description, shortcut: 'uri' },
);

function layer(entries: Readonly<Record<string, string>>) {
  const written = Object.entries(entries).map(([name, value]) => ({ name, value, origin: 'file' }));
  return namedLayer('file', written);
}

function read(...layers: Parameters<typeof stackLayers>[0]) {
  const bound = bindTable({ repos }, stackLayers(layers));
  return bound.ok ? [...bound.value.repos] : bound.problem;
}

describe('objects by name', () => {
  it('come in the order in which they are written, with the defaults of their fields', () => {
    const written = layer({
      'git.repos.zeta.uri': 'z',
      'git.repos.alpha.uri': 'a',
      'git.repos.zeta.pattern[0]': 'z*',
      'git.repos.alpha.timeout': '7',
    });
    assert.deepEqual(read(written), [
      ['zeta', { uri: 'z', timeout: 5, patterns: ['z*'] }],
      ['alpha', { uri: 'a', timeout: 7, patterns: [] }],
    ]);
  });

  it('may be one text, and have names that are patterns', () => {
    assert.deepEqual(read(layer({ 'git.repos.short': 's', 'git.repos[a*/dev]': 'p' })), [
      ['short', { uri: 's', timeout: 5, patterns: [] }],
      ['a*/dev', { uri: 'p', timeout: 5, patterns: [] }],
    ]);
  });

  it('are merged field by field, the higher layer winning', () => {
    const file = layer({ 'git.repos.team-a.uri': 'low', 'git.repos.team-a.timeout': '7' });
    const variables = environmentLayer({ GIT_REPOS_TEAMA_URI: 'high' });
    assert.deepEqual(read(file, variables), [
      ['team-a', { uri: 'high', timeout: 7, patterns: [] }],
    ]);
  });

  it('name the field that is wrong', () => {
    const problems = read(layer({ 'git.repos.a.timeout': 'soon' }));
    assert.deepEqual(problems, [
      { property: 'git.repos.a.timeout', problem: '"soon" is not a whole number', origin: 'file' },
    ]);
  });

  it('leave fields that do not exist to be reported', () => {
    const written = layer({ 'git.repos.a.uri': 'a', 'git.repos.a.colour': 'red', 'git.repos': '' });
    const { ignored } = findUnknownNames([repos], [written]);
    assert.deepEqual(
      ignored.map(({ name }) => name),
      ['git.repos.a.colour'],
    );
  });
});
