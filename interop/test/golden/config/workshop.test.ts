import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Group, loadGroups } from '../../../src/golden/config/group.ts';
import { openWorkshop, type Workshop } from '../../../src/golden/config/workshop.ts';
import { goldenFolder } from '../../../src/golden/pending.ts';
import { git } from '../../../src/system/git.ts';

const recordings = goldenFolder('config');

function groupNamed(name: string): Group {
  const group = loadGroups(recordings).find((one) => one.name === name);
  assert.ok(group);
  return group;
}

describe('the workshop of a config group', () => {
  let workshop: Workshop;
  beforeEach(async () => {
    workshop = await openWorkshop(groupNamed('live'), recordings);
  });
  afterEach(() => workshop.close());

  const clone = async (url: string, name: string) => {
    await git(workshop.folder, ['clone', '-q', workshop.localize(url), name]);
    return join(workshop.folder, name);
  };

  it('serves the repository, and the commits that are made while playing', async () => {
    await workshop.perform({
      action: 'commit',
      repo: 'team-a',
      branch: 'topic',
      message: 'change',
      files: { 'application.yml': 'from: changed\n', 'f.txt': null },
    });
    const folder = await clone('{GIT}/team-a.git', 'copy');
    assert.match(await readFile(join(folder, 'application.yml'), 'utf8'), /from: team a/);
    await git(folder, ['checkout', '-q', 'topic']);
    assert.equal(await readFile(join(folder, 'application.yml'), 'utf8'), 'from: changed\n');
    await assert.rejects(readFile(join(folder, 'f.txt')));
  });

  it('asks for a password below /private/', async () => {
    const url = workshop.localize('{GIT}/private/team-a.git');
    assert.equal((await fetch(`${url}/info/refs?service=git-upload-pack`)).status, 401);
    await clone(url.replace('http://', 'http://git-user:git-pass@'), 'private');
  });

  it('goes away and comes back at the same place', async () => {
    await workshop.perform({ action: 'git-server', up: false });
    await assert.rejects(clone('{GIT}/team-a.git', 'gone'));
    await workshop.perform({ action: 'git-server', up: true });
    await clone('{GIT}/team-a.git', 'back');
  });

  it('knows the recorded commits under their ids here', async () => {
    const folder = await clone('{GIT}/team-a.git', 'ids');
    const head = await git(folder, ['rev-parse', 'HEAD']);
    assert.equal(workshop.localize('02de344f6371f15343a046e055bc1343c8315ee8'), head);
  });
});
