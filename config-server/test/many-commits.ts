import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { GitFixture } from './git-fixture.ts';

/** One file of one commit. */
export interface WrittenFile {
  readonly path: string;
  readonly content: string;
}

/** Adds a commit for each file to `main` of a repository that has none, faster than pushes could; the newest comes last. */
export function addManyCommits(fixture: GitFixture, files: readonly WrittenFile[]): string[] {
  const run = (args: readonly string[], input = '') =>
    execFileSync('git', ['--git-dir', fileURLToPath(fixture.uri), ...args], {
      ...{ input, encoding: 'utf8', stdio: 'pipe', maxBuffer: 100_000_000 },
    });
  const commits = files.map(({ path, content }) => {
    const who = 'committer Ada <ada@example.org> 1704067200 +0000';
    return `commit refs/heads/main\n${who}\ndata 0\nM 100644 inline ${path}\ndata ${Buffer.byteLength(content)}\n${content}\n`;
  });
  run(['fast-import', '--quiet'], commits.join(''));
  return run(['rev-list', '--reverse', 'main']).trim().split('\n');
}
