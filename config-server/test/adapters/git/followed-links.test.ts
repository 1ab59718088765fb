import assert from 'node:assert/strict';
import { followedLinks } from '../../../src/adapters/git/followed-links.ts';

const files = new Map([
  ['a.txt', '1'],
  ['dir/b.txt', '2'],
  ['dir/deep/c.txt', '3'],
]);

function follow(links: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(followedLinks(files, new Map(Object.entries(links))));
}

describe('symbolic links of a commit', () => {
  it('stand for files and folders inside of it, also over other links', () => {
    assert.deepEqual(follow({ 'x.txt': 'a.txt', 'dir/y.txt': '../a.txt', z: 'x.txt' }), {
      'x.txt': '1',
      'dir/y.txt': '1',
      z: '1',
    });
    assert.deepEqual(follow({ other: 'dir/' }), { 'other/b.txt': '2', 'other/deep/c.txt': '3' });
  });

  it('stand for nothing when they lead out of it, to nothing, or to themselves [config 77]', () => {
    const out = {
      'dir/p': '../../a.txt',
      q: '/a.txt',
      r: '..',
      s: 'nowhere',
      t: 't',
      '.': '',
    };
    assert.deepEqual(follow(out), {});
  });

  it('are given up when they would add files without end', () => {
    const links = Object.fromEntries(Array.from({ length: 6_000 }, (_, n) => [`l${n}`, 'dir']));
    assert.deepEqual(follow(links), {});
  });
});
