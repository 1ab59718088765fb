import { type ExecFileException, execFile } from 'node:child_process';
import { messageOf } from '@vernal/core';

/** Room for the differences of a commit with 100,000 files. */
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;

/** What a command printed, and how it ended. */
export interface GitOutput {
  /** Whether it ended with 0. */
  readonly ok: boolean;
  /** undefined when it could not be run to its end. */
  readonly exitCode: number | undefined;
  readonly text: string;
  /** What it said on standard error, else why it could not be run to its end. */
  readonly problem: string;
}

/** Runs a command of Git that ends soon. */
export function runGit(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  signal?: AbortSignal,
): Promise<GitOutput> {
  const options = {
    env: environment,
    maxBuffer: MAX_OUTPUT_BYTES,
    windowsHide: true,
    ...(signal === undefined ? {} : { signal }),
  };
  return new Promise((resolve) => {
    execFile('git', args, options, (error, text, problem) => {
      const why = error === null ? '' : messageOf(error);
      resolve({
        ok: error === null,
        exitCode: exitCodeOf(error),
        text,
        problem: problem.trim() || why,
      });
    });
  });
}

/** Of a command that can't be started Node says the code of a system error, a text. */
function exitCodeOf(error: ExecFileException | null): number | undefined {
  if (error === null) return 0;
  return typeof error.code === 'number' ? error.code : undefined;
}
