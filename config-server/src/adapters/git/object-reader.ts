import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { VernalError } from '@vernal/core';
import { BatchOutput, type GitObject } from './batch-output.ts';
import type { PooledReader, ReaderPool } from './reader-pool.ts';

interface Waiting {
  readonly maxBytes: number;
  readonly resolve: (object: GitObject | undefined) => void;
  readonly reject: (error: VernalError) => void;
}

/** One `git cat-file --batch`, and who waits for its answers, which come in the order of the questions. */
interface Reading {
  readonly child: ChildProcessWithoutNullStreams;
  readonly waiting: Waiting[];
  readonly closed: Promise<void>;
}

/** Reads objects through one `git cat-file --batch` that is started when needed and again when it died. */
export class ObjectReader implements PooledReader {
  readonly #gitDir: string;
  readonly #environment: Record<string, string>;
  readonly #pool: ReaderPool | undefined;
  #reading: Reading | undefined;
  #stopped = false;

  constructor(gitDir: string, environment: Record<string, string>, pool?: ReaderPool) {
    this.#gitDir = gitDir;
    this.#environment = environment;
    this.#pool = pool;
  }

  /**
   * @param name an object id or an expression such as `refs/heads/main^{commit}`, without line breaks
   * @param maxBytes of a larger object only id, type and size come
   * @returns undefined when there is no such object
   */
  async read(name: string, maxBytes = Number.POSITIVE_INFINITY): Promise<GitObject | undefined> {
    try {
      return await this.#ask(name, maxBytes);
    } catch (error) {
      // The process died under the question: a new one gets it, once.
      if (this.#stopped) throw error;
      return this.#ask(name, maxBytes);
    }
  }

  #ask(name: string, maxBytes: number): Promise<GitObject | undefined> {
    if (this.#stopped) return Promise.reject(readerEnded('was stopped'));
    this.#reading ??= this.#start();
    const { child, waiting } = this.#reading;
    this.#pool?.used(this);
    return new Promise((resolve, reject) => {
      waiting.push({ maxBytes, resolve, reject });
      child.stdin.write(`${name}\n`);
    });
  }

  get isIdle(): boolean {
    return this.#reading === undefined || this.#reading.waiting.length === 0;
  }

  /** What was asked is answered still; the next question starts another process. */
  release(): void {
    this.#reading?.child.stdin.end();
    this.#reading = undefined;
  }

  /** Ends the process; it ends by itself, too, when this one dies and its input closes. */
  async stop(): Promise<void> {
    this.#stopped = true;
    const reading = this.#reading;
    reading?.child.stdin.end();
    await reading?.closed;
  }

  #start(): Reading {
    const child = spawn('git', ['--git-dir', this.#gitDir, 'cat-file', '--batch'], {
      env: this.#environment,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const closed = new Promise<void>((resolve) => {
      child.once('close', () => resolve());
    });
    const reading: Reading = { child, waiting: [], closed };
    const output = new BatchOutput({
      maxBytes: () => reading.waiting[0]?.maxBytes ?? 0,
      take: (object) => reading.waiting.shift()?.resolve(object),
    });
    child.stdout.on('data', (chunk: Buffer) => output.add(chunk));
    child.stderr.resume();
    child.stdin.on('error', () => undefined);
    child.once('error', (error) => this.#end(reading, readerEnded(error.message)));
    child.once('close', () => this.#end(reading, readerEnded('ended')));
    return reading;
  }

  #end(reading: Reading, error: VernalError): void {
    if (this.#reading === reading) {
      this.#reading = undefined;
      this.#pool?.ended(this);
    }
    for (const { reject } of reading.waiting.splice(0)) reject(error);
  }
}

function readerEnded(reason: string): VernalError {
  return new VernalError('CONFIG_GIT_READER', `git cat-file ${reason}`);
}
