/** A process that reads objects, as the pool sees it. */
export interface PooledReader {
  readonly isIdle: boolean;
  /** Ends the process; the next question starts another. */
  release(): void;
}

/** Bounds how many repositories have a reading process: the one asked longest ago ends when it is idle. */
export class ReaderPool {
  readonly #limit: number;
  readonly #running = new Set<PooledReader>();

  /** @param limit processes at once; more run only while all are busy */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Called when a reader is asked. */
  used(reader: PooledReader): void {
    this.#running.delete(reader);
    this.#running.add(reader);
    if (this.#running.size <= this.#limit) return;
    for (const oldest of this.#running) {
      if (oldest === reader || !oldest.isIdle) continue;
      this.#running.delete(oldest);
      oldest.release();
      return;
    }
  }

  /** Called when the process of a reader has ended. */
  ended(reader: PooledReader): void {
    this.#running.delete(reader);
  }
}
