import { extname } from 'node:path';
import type { Timers } from '@vernal/core';
import type {
  SchemaValidation,
  ValidationAnswer,
  ValidationTask,
} from '../ports/schema-validation.ts';
import { TaskProcess } from './task-process.ts';

/** Of one task, the start of the process included; it gives up earlier by itself, if it can. */
const TASK_LIMIT_MS = 10_000;
/** Of one call: what is not answered by then counts for nothing. */
const CALL_LIMIT_MS = 20_000;
/** So many tasks may end the process; all after them go unanswered. */
const MAX_LOST = 3;
const SETTINGS = {
  main: new URL(`./schema-process/main${extname(import.meta.filename)}`, import.meta.url),
  maxHeapMb: 128,
};

type ValidationProcess = TaskProcess<ValidationTask, ValidationAnswer>;

/**
 * Validates in a process that lives for one call and gets the tasks, but neither environment nor options: a schema whose
 * patterns take for ever, or that needs all memory, ends that process and nothing else. Nothing is loaded before it is
 * needed.
 */
export class ProcessValidation implements SchemaValidation {
  readonly #timers: Timers;
  readonly #running = new Set<ValidationProcess>();
  #stopped = false;

  constructor(timers: Timers) {
    this.#timers = timers;
  }

  start(): Promise<void> {
    return Promise.resolve();
  }

  async *validate<Task extends ValidationTask>(
    tasks: Iterable<Task>,
  ): AsyncGenerator<readonly [Task, ValidationAnswer]> {
    let process: ValidationProcess | undefined;
    let lost = 0;
    const giveUp = () => {
      lost = MAX_LOST;
      process?.kill();
    };
    const cancel = this.#timers.after(CALL_LIMIT_MS, giveUp);
    try {
      for (const task of tasks) {
        if (process?.isAlive !== true) process = this.#start();
        yield [task, await this.#answerTo(task, process)];
        if (process?.isAlive !== true) lost += 1;
        if (lost >= MAX_LOST) return;
      }
    } finally {
      cancel();
      process?.kill();
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    const running = [...this.#running];
    for (const process of running) process.kill();
    await Promise.all(running.map(({ ended }) => ended));
  }

  /** undefined once the server stops. */
  #start(): ValidationProcess | undefined {
    if (this.#stopped) return undefined;
    const process: ValidationProcess = new TaskProcess(SETTINGS);
    this.#running.add(process);
    void process.ended.then(() => this.#running.delete(process));
    return process;
  }

  async #answerTo(
    task: ValidationTask,
    process: ValidationProcess | undefined,
  ): Promise<ValidationAnswer> {
    const cancel = this.#timers.after(TASK_LIMIT_MS, () => process?.kill());
    try {
      return await process?.answerTo({ schema: task.schema, values: task.values });
    } finally {
      cancel();
    }
  }
}
