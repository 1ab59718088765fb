import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

const firstCommitSeconds = 1_700_000_000;

/** Runs Git in a folder with a fixed author; `moment` is the number of the commit or tag, a minute apart. */
export async function git(folder: string, args: readonly string[], moment = 0): Promise<string> {
  const date = `${firstCommitSeconds + 60 * moment} +0000`;
  const { stdout } = await run('git', ['-c', 'core.autocrlf=false', ...args], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_AUTHOR_NAME: 'Golden',
      GIT_AUTHOR_EMAIL: 'golden@example.test',
      GIT_AUTHOR_DATE: date,
      GIT_COMMITTER_NAME: 'Golden',
      GIT_COMMITTER_EMAIL: 'golden@example.test',
      GIT_COMMITTER_DATE: date,
    },
  });
  return stdout.trim();
}
