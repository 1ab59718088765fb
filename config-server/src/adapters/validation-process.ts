import { type ChildProcess, fork } from 'node:child_process';
import { extname } from 'node:path';
import type { ValidationAnswer, ValidationTask } from '../ports/schema-validation.ts';

const MEMORY_LIMIT = '--max-old-space-size=128';

/** A process that answers one task after the other. */
export class ValidationProcess {
  /** Resolves when it is gone. */
  readonly ended: Promise<void>;
  readonly #child: ChildProcess;
  #isAlive = true;
  #answer: (answer: ValidationAnswer) => void = () => undefined;

  constructor() {
    this.#child = startChild();
    this.#child.on('message', (answer) => {
      this.#answer((answer as ValidationAnswer | null) ?? undefined);
    });
    this.ended = new Promise((resolve) => {
      const end = () => {
        this.#isAlive = false;
        this.#answer(undefined);
        resolve();
      };
      this.#child.once('error', end).once('close', end);
    });
  }

  get isAlive(): boolean {
    return this.#isAlive;
  }

  /** undefined also when the process does not survive it. One task at a time. */
  answerTo({ schema, values }: ValidationTask): Promise<ValidationAnswer> {
    return new Promise((resolve) => {
      this.#answer = resolve;
      if (this.#isAlive) this.#child.send({ schema, values }, () => undefined);
      else resolve(undefined);
    });
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }
}

function startChild(): ChildProcess {
  const main = new URL(`./schema-process/main${extname(import.meta.filename)}`, import.meta.url);
  return fork(main, {
    env: {},
    execArgv: [...process.execArgv, MEMORY_LIMIT],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
}
