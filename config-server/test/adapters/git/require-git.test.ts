import assert from 'node:assert/strict';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireGit } from '../../../src/adapters/git/require-git.ts';

describe('the git command', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vernal-git-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function install(version: string): Promise<void> {
    await writeFile(join(folder, 'git'), `#!/bin/sh\necho 'git version ${version}'\n`);
    await chmod(join(folder, 'git'), 0o755);
  }

  it('is enough from 2.32 on', async () => {
    for (const version of ['2.32.0', '2.39.5 (Apple Git-154)', '3.0']) {
      await install(version);
      await requireGit({ PATH: folder });
    }
  });

  it('is missed or too old in one clear line', async () => {
    const code = 'CONFIG_GIT_UNUSABLE';
    await assert.rejects(requireGit({ PATH: folder }), { code, message: /no git command/ });
    await install('2.31.9');
    await assert.rejects(requireGit({ PATH: folder }), { code, message: /2\.31\.9 is too old/ });
  });
});
