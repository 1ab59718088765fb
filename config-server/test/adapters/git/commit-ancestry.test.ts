import assert from 'node:assert/strict';
import { join } from 'node:path';
import { isCommitPartOf } from '../../../src/adapters/git/commit-ancestry.ts';
import { gitEnvironment } from '../../../src/adapters/git/git-environment.ts';
import { createGitFixture, type GitFixture } from '../../git-fixture.ts';

const UNKNOWN = 'd'.repeat(40);

describe('whether a commit is part of another', () => {
  let fixture: GitFixture;
  let first: string;
  let second: string;
  before(async () => {
    fixture = await createGitFixture();
    first = await fixture.push({ 'a.yml': 'a: 1\n' });
    second = await fixture.push({ 'a.yml': 'a: 2\n' });
  });
  after(() => fixture.remove());

  const ask = (commit: string, later: string, variables: NodeJS.ProcessEnv = process.env) => {
    const gitFolder = join(fixture.folder, 'config.git');
    return isCommitPartOf({ gitFolder, environment: gitEnvironment(variables, []) }, commit, later);
  };

  it('is so for those that it was made on, and for itself', async () => {
    assert.equal(await ask(first, second), true);
    assert.equal(await ask(first, first), true);
    assert.equal(await ask(second, first), false);
    assert.equal(await ask('--all', first), false);
  });

  it('can not be told of a commit that does not exist', async () => {
    await assert.rejects(ask(UNKNOWN, second), { code: 'CONFIG_UNKNOWN_COMMIT' });
  });

  it('can not be told without Git, which is no fault of the commit', async () => {
    const nowhere = { ...process.env, PATH: fixture.folder };
    await assert.rejects(ask(first, second, nowhere), { code: 'CONFIG_GIT_READER' });
  });
});
