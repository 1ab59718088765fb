/** Gives a slot back. To be called once. */
export type Release = () => void;

/** Bounds how much is done at once; what comes later waits in line. */
export class Slots {
  #free: number;
  readonly #line: (() => void)[] = [];

  /** @param atOnce how many tasks run at once */
  constructor(atOnce: number) {
    this.#free = atOnce;
  }

  /** How many wait in line. */
  get waiting(): number {
    return this.#line.length;
  }

  /** Resolves when its turn has come. */
  async take(): Promise<Release> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#line.push(resolve));
    return () => this.#passOn();
  }

  /** Runs a task when its turn has come, and ends as it ends. */
  async run<Result>(task: () => Promise<Result>): Promise<Result> {
    const release = await this.take();
    try {
      return await task();
    } finally {
      release();
    }
  }

  #passOn(): void {
    const next = this.#line.shift();
    if (next === undefined) this.#free += 1;
    else next();
  }
}
