import assert from 'node:assert/strict';
import { isResourcePath, resourceCandidates } from '../../src/domain/resource-path.ts';

describe('the path of a file that is served as it stands', () => {
  it('is looked for under each profile in turn, then bare, before the last extension [config 79]', () => {
    assert.deepEqual(resourceCandidates('a.b.c', 'dev,prod', ['']), [
      'a.b-dev.c',
      'a.b-prod.c',
      'a.b.c',
    ]);
    assert.deepEqual(resourceCandidates('sub.d/noext', 'dev', ['']), [
      'sub.d/noext-dev',
      'sub.d/noext',
    ]);
    assert.deepEqual(resourceCandidates('f.txt', 'default', ['', 'sub/']), [
      'f.txt',
      'f.txt',
      'sub/f.txt',
      'sub/f.txt',
    ]);
  });

  it('is none when it could lead elsewhere, however it is written [config 77]', () => {
    for (const path of [
      '',
      '../x',
      'a/..',
      'a/../b',
      'a\\b',
      'a%2e',
      'a#b',
      'a\0',
      '.git/config',
    ]) {
      assert.equal(isResourcePath(path), false, path);
    }
    for (const path of ['sub/.gitmodules', 'x/.git', '.gitmodules']) {
      assert.equal(isResourcePath(path), false, path);
    }
    for (const path of ['.hidden', '.gitignore', 'a b', 'ü', 'a..b.txt', 'sub/dir/f.txt']) {
      assert.equal(isResourcePath(path), true, path);
    }
  });
});
