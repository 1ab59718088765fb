/** A process that reads objects, as the pool sees it. */
export interface PooledProcess {
  readonly isIdle: boolean;
  /** Lets the process take no more questions, and end when it has answered those it has. */
  retire(): void;
}

/**
 * Bounds the processes that read objects, however many repositories there are: when all are in use, the next waits
 * until one has ended, and the one asked longest ago is told to, an idle one first.
 */
export class ReaderPool {
  readonly #limit: number;
  /** In the order of their last question. */
  readonly #inUse = new Set<PooledProcess>();
  readonly #line: (() => void)[] = [];
  #places = 0;
  #retiring = 0;

  /** @param limit processes at once */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Resolves when there is a place for one more process; it is given back by `left`. */
  async enter(): Promise<void> {
    if (this.#places < this.#limit) {
      this.#places += 1;
      return;
    }
    const turn = new Promise<void>((resolve) => {
      this.#line.push(resolve);
    });
    this.#retireSome();
    await turn;
  }

  /** Called with each question to a process. */
  used(process: PooledProcess): void {
    this.#inUse.delete(process);
    this.#inUse.add(process);
    this.#retireSome();
  }

  /** Called once when a process has ended, or was not started after all. */
  left(process?: PooledProcess): void {
    if (process !== undefined && !this.#inUse.delete(process)) this.#retiring -= 1;
    const next = this.#line.shift();
    if (next === undefined) this.#places -= 1;
    else next();
  }

  /** For each that waits there is one that is about to end. */
  #retireSome(): void {
    while (this.#line.length > this.#retiring && this.#inUse.size > 0) {
      const [oldest] = this.#inUse;
      const process = [...this.#inUse].find(({ isIdle }) => isIdle) ?? oldest;
      if (process === undefined) return;
      this.#inUse.delete(process);
      this.#retiring += 1;
      process.retire();
    }
  }
}
