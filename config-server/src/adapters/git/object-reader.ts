import type { GitObject } from './batch-output.ts';
import { CatFile, readerEnded } from './cat-file.ts';
import { ReaderPool } from './reader-pool.ts';

/** Reads objects of a repository through one process that is started when needed and again when it died. */
export class ObjectReader {
  readonly #gitFolder: string;
  readonly #environment: Record<string, string>;
  readonly #pool: ReaderPool;
  #process: CatFile | undefined;
  readonly #running = new Set<CatFile>();
  #starting: Promise<CatFile> | undefined;
  #stopped = false;

  /** @param pool shared with the readers of other repositories; one of its own by default */
  constructor(gitFolder: string, environment: Record<string, string>, pool = new ReaderPool(1)) {
    this.#gitFolder = gitFolder;
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

  /** What was asked is answered still; the next question starts another process, on what is in the folder then. */
  release(): void {
    this.#process?.retire();
  }

  /** Ends the process; it ends by itself, too, when this one dies and its input closes. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#process?.retire();
    await Promise.all([...this.#running].map(({ ended }) => ended));
  }

  async #ask(name: string, maxBytes: number): Promise<GitObject | undefined> {
    if (this.#stopped) throw readerEnded('was stopped');
    let process = this.#process;
    while (process?.takesQuestions !== true) process = await this.#start();
    const answer = process.ask(name, maxBytes);
    this.#pool.used(process);
    return answer;
  }

  #start(): Promise<CatFile> {
    this.#starting ??= this.#startInTurn().finally(() => {
      this.#starting = undefined;
    });
    return this.#starting;
  }

  async #startInTurn(): Promise<CatFile> {
    await this.#pool.enter();
    if (this.#stopped) {
      this.#pool.left();
      throw readerEnded('was stopped');
    }
    const process = new CatFile(this.#gitFolder, this.#environment);
    this.#process = process;
    this.#running.add(process);
    void process.ended.then(() => {
      this.#running.delete(process);
      this.#pool.left(process);
    });
    return process;
  }
}
