import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
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
    const packs = async () =>
      (await readdir(join(rig.bare(), 'objects', 'pack'))).filter((name) => name.endsWith('.pack'));
    while ((await packs()).length >= PACKS) await sleep(10);
    for (const commit of lost)
      assert.equal((await rig.git(bare, 'cat-file', '-e', commit)).code, 0);
    assert.equal((await rig.git('clone', 'fetch', '-q')).code, 0);
    await rig.stop();
  });
});
