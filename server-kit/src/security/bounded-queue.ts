/** How much a {@link BoundedQueue} takes on. */
export interface QueueBounds {
  readonly atOnce: number;
  readonly waiting: number;
}

/** Work that may be done a few at a time; a bounded number waits its turn, what comes then is turned away. */
export class BoundedQueue {
  readonly #bounds: QueueBounds;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(bounds: QueueBounds) {
    this.#bounds = bounds;
  }

  /** The result of `work` once its turn came; undefined, at once, when the queue is full. */
  run<Result>(work: () => Promise<Result>): Promise<Result> | undefined {
    if (this.#running < this.#bounds.atOnce) return this.#start(work);
    if (this.#waiting.length >= this.#bounds.waiting) return undefined;
    return new Promise((resolve, reject) => {
      this.#waiting.push(() => void this.#start(work).then(resolve, reject));
    });
  }

  async #start<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#running += 1;
    try {
      return await work();
    } finally {
      this.#running -= 1;
      this.#waiting.shift()?.();
    }
  }
}
