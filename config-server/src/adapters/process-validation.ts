import { type ChildProcess, fork } from 'node:child_process';
import { extname } from 'node:path';
import type { Timers } from '@vernal/core';
import type {
  SchemaProblem,
  SchemaValidation,
  ValidationTask,
} from '../ports/schema-validation.ts';

/** Of one task, the start of the process included; it gives up earlier by itself, if it can. */
const TASK_LIMIT_MS = 10_000;
/** Of one call: what is not answered by then counts for nothing. */
const CALL_LIMIT_MS = 20_000;
/** So many tasks may end the process; all after them go unanswered. */
const MAX_LOST = 3;
const MEMORY_LIMIT = '--max-old-space-size=128';

type Answer = readonly SchemaProblem[] | undefined;

/**
 * Validates in a process that lives for one call and gets the tasks, but neither environment nor options: a schema whose
 * patterns take for ever, or that needs all memory, ends that process and nothing else. Nothing is loaded before it is
 * needed.
 */
export class ProcessValidation implements SchemaValidation {
  readonly #timers: Timers;
  readonly #running = new Set<ChildProcess>();
  #stopped = false;

  constructor(timers: Timers) {
    this.#timers = timers;
  }

  start(): Promise<void> {
    return Promise.resolve();
  }

  async validate(tasks: readonly ValidationTask[]): Promise<readonly Answer[]> {
    const answers: Answer[] = [];
    const ending = new AbortController();
    const cancel = this.#timers.after(CALL_LIMIT_MS, () => ending.abort());
    for (let lost = 0; answers.length < tasks.length && lost < MAX_LOST; lost++) {
      if (this.#stopped || ending.signal.aborted) break;
      answers.push(...(await this.#answersTo(tasks.slice(answers.length), ending.signal)));
      if (answers.length < tasks.length) answers.push(undefined);
    }
    cancel();
    return tasks.map((_task, index) => answers[index]);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    const running = [...this.#running];
    const ends = running.map((child) => new Promise((ended) => child.once('close', ended)));
    for (const child of running) child.kill('SIGKILL');
    await Promise.all(ends);
  }

  /** The answers up to the first task that the process does not survive. */
  #answersTo(tasks: readonly ValidationTask[], ending: AbortSignal): Promise<Answer[]> {
    const child = startProcess();
    ending.addEventListener('abort', () => child.kill('SIGKILL'));
    this.#running.add(child);
    const limit = () => this.#timers.after(TASK_LIMIT_MS, () => child.kill('SIGKILL'));
    return new Promise((resolve) => {
      const answers: Answer[] = [];
      let cancel = limit();
      child.on('message', (answer) => {
        answers.push((answer as Answer | null) ?? undefined);
        cancel();
        cancel = limit();
      });
      const end = () => {
        cancel();
        this.#running.delete(child);
        resolve(answers);
      };
      child.once('error', end);
      child.once('close', end);
      child.send([...tasks], () => undefined);
    });
  }
}

function startProcess(): ChildProcess {
  const main = new URL(`./schema-process/main${extname(import.meta.filename)}`, import.meta.url);
  return fork(main, {
    env: {},
    execArgv: [...process.execArgv, MEMORY_LIMIT],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
}
