import assert from 'node:assert/strict';
import {
  type Pusher,
  type RefChange,
  refusalOf,
} from '../../../src/domain/hosting/branch-rules.ts';
import type { BranchRule } from '../../../src/domain/hosting/hosted-repository.ts';

const ANN: Pusher = { name: 'ann', roles: ['push'] };
const BOSS: Pusher = { name: 'bob', roles: ['push', 'operator'] };
const CHANGES: readonly RefChange[] = ['push', 'force-push', 'delete'];

function allowed(ref: string, pusher: Pusher, rules: readonly BranchRule[] = []): RefChange[] {
  const repository = { name: 'config', defaultBranch: 'main', rules };
  return CHANGES.filter((change) => refusalOf(change, ref, { repository, pusher }) === undefined);
}

const rule = (pattern: string, rights: Partial<BranchRule>): BranchRule => ({
  pattern,
  push: ['*'],
  forcePush: [],
  delete: [],
  ...rights,
});

describe('who may change a branch', () => {
  it('is everybody who may push, but nobody replaces or deletes the default branch', () => {
    assert.deepEqual(allowed('refs/heads/main', BOSS), ['push']);
    assert.deepEqual(allowed('refs/heads/feature/x', ANN), CHANGES);
    assert.deepEqual(allowed('refs/tags/v1', ANN), CHANGES);
    assert.deepEqual(allowed('refs/tags/main', ANN), CHANGES, 'a tag is not the branch');
  });

  it('is what the first rule says that fits its name', () => {
    const rules = [
      rule('release/*', { push: ['bob'], forcePush: ['bob'] }),
      rule('*', { push: ['ROLE_PUSH'], delete: ['ROLE_operator'] }),
    ];
    assert.deepEqual(allowed('refs/heads/release/1.0', ANN, rules), []);
    assert.deepEqual(allowed('refs/heads/release/1.0', BOSS, rules), ['push', 'force-push']);
    assert.deepEqual(allowed('refs/heads/main', ANN, rules), ['push']);
    assert.deepEqual(allowed('refs/heads/main', BOSS, rules), ['push', 'delete']);
    assert.deepEqual(allowed('refs/heads/x', { name: 'eve', roles: [] }, rules), []);
  });

  it('has every role when its roles are not limited', () => {
    const rules = [rule('main', { push: ['ROLE_OPERATOR'] })];
    assert.deepEqual(allowed('refs/heads/main', { name: 'anonymous' }, rules), ['push']);
  });

  it('needs the right to push besides', () => {
    const rules = [rule('main', { push: ['bob'], forcePush: ['*'], delete: ['*'] })];
    assert.deepEqual(allowed('refs/heads/main', ANN, rules), []);
  });

  it('does not read other characters of a pattern as an expression', () => {
    const rules = [rule('v1.0', { push: [] })];
    assert.deepEqual(allowed('refs/heads/v1.0', ANN, rules), []);
    assert.deepEqual(allowed('refs/heads/v1x0', ANN, rules), CHANGES);
  });

  it('is nobody when its name is that of a commit: it would be served in its place', () => {
    assert.deepEqual(allowed(`refs/heads/${'ab'.repeat(20)}`, BOSS), ['delete']);
    assert.deepEqual(allowed(`refs/tags/${'AB'.repeat(32)}`, BOSS), ['delete']);
    assert.deepEqual(allowed('refs/heads/abcdef0', BOSS), CHANGES);
  });

  it('is nobody where there is neither a branch nor a tag', () => {
    const repository = { name: 'config', defaultBranch: 'main', rules: [] };
    assert.equal(
      refusalOf('push', 'refs/notes/commits', { repository, pusher: ANN }),
      'refs/notes/commits: only branches and tags are hosted',
    );
    assert.equal(
      refusalOf('force-push', 'refs/heads/main', { repository, pusher: ANN }),
      'main: ann may not replace its commits (force-push)',
    );
  });
});
