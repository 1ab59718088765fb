import { createHash } from 'node:crypto';
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
const FILE_LIMIT_MS = 20_000;
/** What had to wait longer for the files before it is not read: their bytes wait in memory. */
const WAIT_LIMIT_MS = 60_000;
/** What was too much is not tried again before: others want to be read, too. */
const RETRY_AFTER_MS = 60_000;
/** A process that nobody needs gives its memory back. */
const IDLE_MS = 10_000;
/** The largest file that is allowed by default takes a quarter. */
const MAX_HEAP_MB = 512;
const MAIN = new URL(`./main${extname(import.meta.filename)}`, import.meta.url);

const TOO_MUCH = 'takes too much time or memory to be read; it is tried again after a minute';
const WAITED = 'had to wait too long for other large files to be read; it is tried again';

type ParsingProcess = TaskProcess<ParsingTask, FilePart>;

/** Reads small files at once, and large ones one after the other in a process that is there while it is needed. */
export class ProcessFileParsing implements FileParsing {
  readonly #timers: Timers;
  #process: ParsingProcess | undefined;
  /** Resolves when the last file that was asked for is read. */
  #lastRead: Promise<unknown> = Promise.resolve();
  /** What was too much: digests, and how to forget that timer. */
  readonly #givenUp = new Map<string, () => void>();
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
    let hasWaited = false;
    const cancelWaiting = this.#timers.after(WAIT_LIMIT_MS, () => {
      hasWaited = true;
    });
    const read = this.#lastRead.then(() => {
      cancelWaiting();
      this.#goOn();
      return hasWaited ? passing(path, WAITED) : this.#parseApart(path, bytes);
    });
    this.#lastRead = read.catch(() => undefined);
    return read;
  };

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#process?.kill();
    await this.#lastRead;
    this.#cancelIdling();
    for (const cancel of this.#givenUp.values()) cancel();
    await this.#process?.ended;
  }

  async #parseApart(path: string, bytes: Uint8Array): Promise<ParsedFile> {
    const digest = createHash('sha1').update(`${path}\0`).update(bytes).digest('base64url');
    if (this.#givenUp.has(digest)) return passing(path, TOO_MUCH);
    const first = await this.#attempt(path, bytes);
    // A process may also be ended by the system, which says nothing of the file.
    const parsed = first === 'lost' ? await this.#attempt(path, bytes) : first;
    if (typeof parsed !== 'string') return parsed;
    const forget = () => this.#givenUp.delete(digest);
    this.#givenUp.set(digest, this.#timers.after(RETRY_AFTER_MS, forget));
    return passing(path, TOO_MUCH);
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
    try {
      const parsed = await joinParts(() => {
        const part = child.answerTo(task);
        task = 'more';
        return part;
      });
      this.#goOn();
      return parsed ?? outcome;
    } finally {
      cancelLimit();
      this.#cancelIdling = this.#timers.after(IDLE_MS, () => child.kill());
    }
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

/** The machine may be busy: this says nothing of the file that lasts. */
function passing(path: string, problem: string): ParsedFile {
  return fail({ path, position: '', problem, isPassing: true });
}
