import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { VernalError } from '@vernal/core';
import type { LoggedCommit } from '../../ports/config-repository.ts';
import { killChild } from '../kill-child.ts';
import { LOG_FORMAT, LogOutput } from './log-output.ts';
import { FULL_ID } from './object-id.ts';

const ARGUMENTS = [
  ...['-c', 'log.showRoot=true', '-c', 'log.mailmap=false', 'log', LOG_FORMAT],
  ...['-z', '--raw', '--no-abbrev', '--no-renames', '--no-show-signature', '--encoding=UTF-8'],
  ...['-m', '--first-parent', '--no-notes', '--end-of-options'],
];

/** Where Git runs. */
export interface CommitLogSettings {
  readonly gitFolder: string;
  readonly environment: Record<string, string>;
}

/**
 * A commit and those before it along their first parents, newest first, each with the files that it changed. One Git
 * process that ends with the reading, whether that came to the end or not.
 *
 * @throws VernalError `CONFIG_UNKNOWN_COMMIT`
 */
export async function* readCommitLog(
  { gitFolder, environment }: CommitLogSettings,
  commit: string,
): AsyncGenerator<LoggedCommit> {
  if (!FULL_ID.test(commit)) throw unknown(commit);
  const child = spawn('git', ['--git-dir', gitFolder, ...ARGUMENTS, commit], {
    env: environment,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const closed = once(child, 'close');
  // Awaited at the end; a Git that can't be started ends the output, too.
  closed.catch(() => undefined);
  try {
    const output = new LogOutput();
    for await (const text of child.stdout.setEncoding('utf8')) yield* output.add(String(text));
    yield* output.end();
    const [exitCode] = await closed;
    if (exitCode !== 0) throw unknown(commit);
  } finally {
    killChild(child);
  }
}

function unknown(commit: string): VernalError {
  return new VernalError('CONFIG_UNKNOWN_COMMIT', `there is no commit ${commit}`);
}
