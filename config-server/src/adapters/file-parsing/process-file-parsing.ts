import { extname } from 'node:path';
import { fail, type Timers, VernalError } from '@vernal/core';
import { type ParsedFile, parseConfigFile } from '../../domain/config-file.ts';
import type { FileParsing } from '../../ports/file-parsing.ts';
import { TaskProcess } from '../task-process.ts';
import { joinParts } from './file-parts.ts';
import type { FilePart, ParsingTask } from './parsing-task.ts';

/** To read a smaller file takes less time than to start a process. */
const LARGE_BYTES = 128 * 1024;
/** Of one file; the largest that is allowed by default takes some seconds. */
const FILE_LIMIT_MS = 60_000;
/** A process that nobody needs gives its memory back. */
const IDLE_MS = 10_000;
/** The largest file that is allowed by default takes a quarter. */
const MAX_HEAP_MB = 512;
const MAIN = new URL(`./main${extname(import.meta.filename)}`, import.meta.url);

type ParsingProcess = TaskProcess<ParsingTask, FilePart>;

/** Reads small files at once, and large ones one after the other in a process that is there while it is needed. */
export class ProcessFileParsing implements FileParsing {
  readonly #timers: Timers;
  #process: ParsingProcess | undefined;
  /** Resolves when the last file that was asked for is read. */
  #lastRead: Promise<unknown> = Promise.resolve();
  #cancelIdling = () => {};
  #stopped = false;

  constructor(timers: Timers) {
    this.#timers = timers;
  }

  start(): Promise<void> {
    return Promise.resolve();
  }

  readonly parse = (path: string, bytes: Uint8Array): Promise<ParsedFile> => {
    if (bytes.length < LARGE_BYTES) return parseConfigFile(path, bytes);
    const read = this.#lastRead.then(() => this.#parseApart(path, bytes));
    this.#lastRead = read.catch(() => undefined);
    return read;
  };

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#process?.kill();
    await this.#lastRead;
    this.#cancelIdling();
    await this.#process?.ended;
  }

  async #parseApart(path: string, bytes: Uint8Array): Promise<ParsedFile> {
    const first = await this.#attempt(path, bytes);
    // A process may also be ended by the system, which says nothing of the file.
    const parsed = first === 'lost' ? await this.#attempt(path, bytes) : first;
    if (typeof parsed !== 'string') return parsed;
    return fail({ path, position: '', problem: 'takes too much time or memory to be read' });
  }

  async #attempt(path: string, bytes: Uint8Array): Promise<ParsedFile | 'late' | 'lost'> {
    this.#cancelIdling();
    const child = await this.#liveProcess();
    let outcome: 'late' | 'lost' = 'lost';
    const cancelLimit = this.#timers.after(FILE_LIMIT_MS, () => {
      outcome = 'late';
      child.kill();
    });
    let task: ParsingTask = { path, bytes };
    const parsed = await joinParts(() => {
      const part = child.answerTo(task);
      task = 'more';
      return part;
    });
    cancelLimit();
    this.#goOn();
    this.#cancelIdling = this.#timers.after(IDLE_MS, () => child.kill());
    return parsed ?? outcome;
  }

  #goOn(): void {
    if (!this.#stopped) return;
    throw new VernalError('CONFIG_FILE_PARSING', 'the server stops: no file is read any more');
  }

  async #liveProcess(): Promise<ParsingProcess> {
    if (this.#process?.isAlive === true) return this.#process;
    await this.#process?.ended;
    this.#goOn();
    const started: ParsingProcess = new TaskProcess({ main: MAIN, maxHeapMb: MAX_HEAP_MB });
    this.#process = started;
    return started;
  }
}
