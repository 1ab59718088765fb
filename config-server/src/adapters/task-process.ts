import { type ChildProcess, fork, type Serializable } from 'node:child_process';
import { killChild } from './kill-child.ts';

/** What a process may be asked for. */
export interface TaskProcessSettings {
  /** The module that it runs: it sends one message for each that it gets, null for no answer. */
  readonly main: URL;
  readonly maxHeapMb: number;
}

/** A process that answers one task after the other, and gets neither environment nor options of this one. */
export class TaskProcess<Task extends Serializable, Answer> {
  /** Resolves when it is gone. */
  readonly ended: Promise<void>;
  readonly #child: ChildProcess;
  #isAlive: boolean;
  #answer: (answer: Answer | undefined) => void = () => undefined;

  constructor(settings: TaskProcessSettings) {
    this.#child = startChild(settings);
    // Where the system has no room for its channel it was never there, which is told later.
    this.#isAlive = this.#child.connected;
    this.#child.on('message', (answer) => {
      this.#answer((answer as Answer | null) ?? undefined);
    });
    this.ended = new Promise((resolve) => {
      const end = () => {
        this.#isAlive = false;
        this.#answer(undefined);
        resolve();
      };
      this.#child.on('error', end).once('close', end);
    });
  }

  get isAlive(): boolean {
    return this.#isAlive;
  }

  /** undefined also when the process does not survive it. One task at a time. */
  answerTo(task: Task): Promise<Answer | undefined> {
    return new Promise((resolve) => {
      this.#answer = resolve;
      if (this.#isAlive && this.#child.connected) this.#child.send(task, () => undefined);
      else resolve(undefined);
    });
  }

  /** From now on it is as good as gone. */
  kill(): void {
    this.#isAlive = false;
    killChild(this.#child, 'SIGKILL');
  }
}

function startChild({ main, maxHeapMb }: TaskProcessSettings): ChildProcess {
  return fork(main, {
    env: {},
    execArgv: [...process.execArgv, `--max-old-space-size=${maxHeapMb}`],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
}
