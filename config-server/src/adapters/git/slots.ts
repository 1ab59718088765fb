/** Bounds how much is done at once; what comes later waits in line. */
export class Slots {
  #free: number;
  readonly #line: (() => void)[] = [];

  /** @param atOnce how many tasks run at once */
  constructor(atOnce: number) {
    this.#free = atOnce;
  }

  /** Runs a task when its turn has come, and ends as it ends. */
  async run<Result>(task: () => Promise<Result>): Promise<Result> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#line.push(resolve));
    try {
      return await task();
    } finally {
      this.#passOn();
    }
  }

  #passOn(): void {
    const next = this.#line.shift();
    if (next === undefined) this.#free += 1;
    else next();
  }
}
