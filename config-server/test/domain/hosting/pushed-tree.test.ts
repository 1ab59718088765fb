import assert from 'node:assert/strict';
import { treeFindings } from '../../../src/domain/hosting/pushed-tree.ts';

const ID = 'a'.repeat(40);
const link = (path: string, target: string) => ({ path, mode: '120000', id: ID, target });
const isRefused = (path: string, target: string) => treeFindings([link(path, target)]).length > 0;

describe('what is refused in every push', () => {
  it('are submodules, by their path', () => {
    const [finding] = treeFindings([
      { path: 'a.yml', mode: '100644', id: ID },
      { path: 'vendor/lib', mode: '160000', id: ID },
    ]);
    assert.equal(finding?.path, 'vendor/lib');
    assert.match(finding.problem, /submodule/);
  });

  it('are symbolic links that leave the repository at any step', () => {
    const leaving = ['/etc/passwd', '../x', 'a/../../x', '..', '', 'C:/x', '\\x', '.git/config'];
    for (const target of leaving) assert.equal(isRefused('link', target), true, target);
    assert.equal(isRefused('a/b/link', '../../../x'), true);
    assert.equal(isRefused('a/link', '../.GIT/config'), true);
  });

  it('are not links inside of it', () => {
    for (const target of ['x.yml', './x.yml', 'a/../x.yml', 'a//b']) {
      assert.equal(isRefused('link', target), false, target);
    }
    assert.equal(isRefused('a/b/link', '../../x'), false);
  });
});
