import assert from 'node:assert/strict';
import { join } from 'node:path';
import { untilFolder } from '../awaited-folder.ts';
import { startHosting } from './hosting-rig.ts';

const PACKS = 21;
const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

describe('a hosted repository that was pushed to many times', () => {
  it('is packed after a push, and keeps also what no branch leads to', async () => {
    const rig = await startHosting();
    const bare = 'data/config/git/config.git';
    const lost: string[] = [];
    for (let count = 0; count < PACKS; count++) {
      const made = await rig.git(bare, 'commit-tree', EMPTY_TREE, '-m', `lost ${count}`);
      await rig.pack(bare, made.output);
      lost.push(made.output);
    }
    await rig.clone('clone');
    await rig.commit('clone', { 'application.yml': 'a: 1\n' });
    await rig.git('clone', 'push', '-q', 'origin', 'main');
    const isPack = (name: string) => name.endsWith('.pack');
    await untilFolder(
      join(rig.bare(), 'objects', 'pack'),
      (names) => names.filter(isPack).length < PACKS,
    );
    for (const commit of lost)
      assert.equal((await rig.git(bare, 'cat-file', '-e', commit)).code, 0);
    assert.equal((await rig.git('clone', 'fetch', '-q')).code, 0);
    await rig.stop();
  });
});
