import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { VernalError } from '@vernal/core';
import { BatchOutput, type GitObject } from './batch-output.ts';
import type { PooledReader, ReaderPool } from './reader-pool.ts';

interface Waiting {
  readonly resolve: (object: GitObject | undefined) => void;
  readonly reject: (error: VernalError) => void;
}

/** Reads objects through one `git cat-file --batch` that is started when needed and again when it died. */
export class ObjectReader implements PooledReader {
  readonly #gitDir: string;
  readonly #environment: Record<string, string>;
  readonly #pool: ReaderPool | undefined;
  #child: ChildProcessWithoutNullStreams | undefined;
  #waiting: Waiting[] = [];
  #stopped = false;

  constructor(gitDir: string, environment: Record<string, string>, pool?: ReaderPool) {
    this.#gitDir = gitDir;
    this.#environment = environment;
    this.#pool = pool;
  }

  /**
   * @param name an object id or an expression such as `refs/heads/main^{commit}`, without line breaks
   * @returns undefined when there is no such object
   */
  async read(name: string): Promise<GitObject | undefined> {
    try {
      return await this.#ask(name);
    } catch (error) {
      // The process died under the question: a new one gets it, once.
      if (this.#stopped) throw error;
      return this.#ask(name);
    }
  }

  #ask(name: string): Promise<GitObject | undefined> {
    if (this.#stopped) return Promise.reject(readerEnded('was stopped'));
    const child = this.#child ?? this.#start();
    this.#pool?.used(this);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      child.stdin.write(`${name}\n`);
    });
  }

  get isIdle(): boolean {
    return this.#waiting.length === 0;
  }

  release(): void {
    this.#child?.stdin.end();
    this.#child = undefined;
  }

  /** Ends the process; it ends by itself, too, when this one dies and its input closes. */
  async stop(): Promise<void> {
    this.#stopped = true;
    const child = this.#child;
    if (child === undefined) return;
    const closed = new Promise<void>((resolve) => {
      child.once('close', () => resolve());
    });
    child.stdin.end();
    await closed;
  }

  #start(): ChildProcessWithoutNullStreams {
    const child = spawn('git', ['--git-dir', this.#gitDir, 'cat-file', '--batch'], {
      env: this.#environment,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const output = new BatchOutput((object) => this.#waiting.shift()?.resolve(object));
    child.stdout.on('data', (chunk: Buffer) => output.add(chunk));
    child.stderr.resume();
    child.stdin.on('error', () => undefined);
    child.once('error', (error) => this.#end(child, readerEnded(error.message)));
    child.once('close', () => this.#end(child, readerEnded('ended')));
    this.#child = child;
    return child;
  }

  #end(child: ChildProcessWithoutNullStreams, error: VernalError): void {
    if (this.#child !== child) return;
    this.#child = undefined;
    this.#pool?.ended(this);
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const { reject } of waiting) reject(error);
  }
}

function readerEnded(reason: string): VernalError {
  return new VernalError('CONFIG_GIT_READER', `git cat-file ${reason}`);
}
