import assert from 'node:assert/strict';
import { searchDirectories } from '../../src/domain/search-paths.ts';

const PATHS = [
  'application.yml',
  'shared/a.yml',
  'billing/dev/b.yml',
  'team-a/x.yml',
  'team-b/x.yml',
];
const FILES = new Map(PATHS.map((path) => [path, 'id']));

function directories(searchPaths: string[], application = 'billing', profiles = 'dev'): string[] {
  const key = { application, profiles, label: 'main' };
  return searchDirectories(['/', ...searchPaths], key, FILES);
}

describe('search paths', () => {
  it('search the root first, then each path that exists [config 50]', () => {
    assert.deepEqual(directories([]), ['']);
    assert.deepEqual(directories(['shared', 'nowhere']), ['', 'shared/']);
  });

  it('fill in application and profile, also of lists [config 51]', () => {
    assert.deepEqual(directories(['{application}/{profile}']), ['', 'billing/dev/']);
    assert.deepEqual(directories(['{application}'], 'orders,billing', 'qa'), ['', 'billing/']);
  });

  it('take all directories that a glob matches, in order of their names [config 52]', () => {
    assert.deepEqual(directories(['team-*']), ['', 'team-a/', 'team-b/']);
    assert.deepEqual(directories(['**/dev']), ['', 'billing/dev/']);
    assert.deepEqual(directories(['team-?', '*']), [
      ...['', 'team-a/', 'team-b/', 'billing/', 'shared/'],
    ]);
    assert.deepEqual(directories(['team?a', 'billing?dev']), ['', 'team-a/']);
  });

  it('search what several of them name once, where the first of them stands', () => {
    assert.deepEqual(directories(['shared/', 'team-*', 'shared', '/shared']), [
      ...['', 'shared/', 'team-a/', 'team-b/'],
    ]);
  });

  it('fill in the label, as it is written', () => {
    const files = new Map([['main/a.yml', 'id'] as const]);
    const key = { application: 'x', profiles: 'dev', label: 'main' };
    assert.deepEqual(searchDirectories(['{label}'], key, files), ['main/']);
    assert.deepEqual(searchDirectories(['{label}'], { ...key, label: '$&' }, files), []);
  });
});
