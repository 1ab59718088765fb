/** What a command has of the outside world; tests put their own in its place. */
export interface Terminal {
  /** Writes to standard output, line ends included. */
  readonly out: (text: string) => void;
  /** Writes to standard error. */
  readonly problem: (text: string) => void;
  /** All of standard input. */
  readonly readInput: () => Promise<string>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly workingFolder: string;
  /** Resolves with the reason when the process is told to end: a signal, or its parent is gone. */
  readonly stopRequested: () => Promise<string>;
  /** Sets the exit code: 1 a failure, 2 wrong usage. */
  readonly leave: (code: 1 | 2) => void;
}

/** Reports wrong usage or options, such as a key that is missing, in one line and sets exit code 2. */
export function refuseUsage(terminal: Terminal, problem: string): void {
  terminal.problem(`vernal: ${problem}\n`);
  terminal.leave(2);
}

/** Reports a failure, a line for each problem, and sets exit code 1. */
export function failWith(terminal: Terminal, problems: string | readonly string[]): void {
  for (const problem of [problems].flat()) terminal.problem(`vernal: ${problem}\n`);
  terminal.leave(1);
}
