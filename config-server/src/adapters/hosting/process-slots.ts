/** How many may wait for each that runs. */
const WAITING_PER_SLOT = 16;

/** Gives a slot back. */
export type Release = () => void;

/** Bounds how many processes run at once; those that come later wait in turn, unless too many do. */
export class ProcessSlots {
  readonly #limit: number;
  readonly #waiting: (() => void)[] = [];
  #taken = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Resolves when there is a slot; undefined when too many wait. */
  async take(): Promise<Release | undefined> {
    if (this.#taken < this.#limit) this.#taken += 1;
    else if (this.#waiting.length >= this.#limit * WAITING_PER_SLOT) return undefined;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    return once(() => this.#passOn());
  }

  #passOn(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#taken -= 1;
    else next();
  }
}

function once(release: Release): Release {
  let released = false;
  return () => {
    if (!released) release();
    released = true;
  };
}
