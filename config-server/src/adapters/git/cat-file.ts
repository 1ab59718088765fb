import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { VernalError } from '@vernal/core';
import { BatchOutput, type GitObject } from './batch-output.ts';
import type { PooledProcess } from './reader-pool.ts';

interface Waiting {
  readonly maxBytes: number;
  readonly resolve: (object: GitObject | undefined) => void;
  readonly reject: (error: VernalError) => void;
}

/** One `git cat-file --batch`, and who waits for its answers, which come in the order of the questions. */
export class CatFile implements PooledProcess {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #waiting: Waiting[] = [];
  /** Resolves when the process has ended. */
  readonly ended: Promise<void>;
  #takesQuestions = true;

  constructor(gitFolder: string, environment: Record<string, string>) {
    this.#child = spawn('git', ['--git-dir', gitFolder, 'cat-file', '--batch'], {
      env: environment,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const output = new BatchOutput({
      maxBytes: () => this.#waiting[0]?.maxBytes ?? 0,
      take: (object) => this.#waiting.shift()?.resolve(object),
    });
    this.#child.stdout.on('data', (chunk: Buffer) => output.add(chunk));
    this.#child.stderr.resume();
    this.#child.stdin.on('error', () => undefined);
    this.#child.once('error', (error) => this.#fail(error.message));
    this.ended = new Promise((resolve) => {
      this.#child.once('close', () => {
        this.#fail('ended');
        resolve();
      });
    });
  }

  /** False once it retires or has ended. */
  get takesQuestions(): boolean {
    return this.#takesQuestions;
  }

  get isIdle(): boolean {
    return this.#waiting.length === 0;
  }

  /** See `ObjectReader.read`. */
  ask(name: string, maxBytes: number): Promise<GitObject | undefined> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ maxBytes, resolve, reject });
      this.#child.stdin.write(`${name}\n`);
    });
  }

  retire(): void {
    this.#takesQuestions = false;
    this.#child.stdin.end();
  }

  #fail(reason: string): void {
    this.#takesQuestions = false;
    for (const { reject } of this.#waiting.splice(0)) reject(readerEnded(reason));
  }
}

/** Says that there is no process to read with. */
export function readerEnded(reason: string): VernalError {
  return new VernalError('CONFIG_GIT_READER', `git cat-file ${reason}`);
}
