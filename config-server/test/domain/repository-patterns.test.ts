import assert from 'node:assert/strict';
import { repositoryPattern } from '../../src/domain/repository-patterns.ts';

describe('the pattern of a repository', () => {
  const matching = (pattern: string, ...queries: string[]) => {
    const owns = repositoryPattern([pattern]);
    return queries.filter((query) => {
      const [application = '', profiles = ''] = query.split('/');
      return owns(application, profiles);
    });
  };

  it('names application and profiles, with * for any text', () => {
    assert.deepEqual(matching('special*/dev*', 'special1/dev', 'special/dev,prod'), [
      'special1/dev',
      'special/dev,prod',
    ]);
    assert.deepEqual(matching('special*/dev*', 'special1/prod', 'a/dev', 'special/prod,dev'), []);
  });

  it('means every profile when it names none', () => {
    const queries = ['local/x', 'locality/x,y'];
    assert.deepEqual(matching('local*', ...queries), queries);
    assert.deepEqual(matching('exact', 'exact/dev', 'exactly/dev', 'EXACT/dev'), ['exact/dev']);
  });

  it('lets more profiles follow the one that it names', () => {
    const queries = ['any/staging', 'any/staging,cloud', 'any/cloud,staging', 'any/staging2'];
    assert.deepEqual(matching('*/staging', ...queries), ['any/staging', 'any/staging,cloud']);
  });

  it('takes all other characters as they are', () => {
    assert.deepEqual(matching('a.b', 'a.b/x', 'aXb/x'), ['a.b/x']);
    assert.deepEqual(matching('(a|b)+', 'a/x', '(a|b)+/x'), ['(a|b)+/x']);
  });
});
