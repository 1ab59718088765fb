import { runProgram } from '../src/program.ts';
import type { Terminal } from '../src/terminal.ts';

/** What a command left behind. */
export interface CliRun {
  readonly out: string;
  readonly problem: string;
  readonly code: number;
}

/** Runs the command in this process, without the surroundings of the machine. */
export async function run(
  argv: readonly string[],
  surroundings: Partial<Pick<Terminal, 'environment' | 'workingFolder' | 'readInput'>> = {},
): Promise<CliRun> {
  const result = { out: '', problem: '', code: 0 };
  await runProgram(argv, {
    out: (text) => {
      result.out += text;
    },
    problem: (text) => {
      result.problem += text;
    },
    readInput: () => Promise.resolve(''),
    environment: {},
    workingFolder: import.meta.dirname,
    stopRequested: () => Promise.resolve('the test ended'),
    leave: (code) => {
      result.code = code;
    },
    ...surroundings,
  });
  return result;
}
