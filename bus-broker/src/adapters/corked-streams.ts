import type { Writable } from 'node:stream';

/**
 * Lets what is written to a stream in one go leave in one go. A service gets an event per application that a push
 * concerns: a call of the system for each of them, times a thousand services, is most of what a push costs a broker.
 */
export class CorkedStreams {
  /** Those that will be written to in the next turn of the event loop. */
  #awaited: Set<Writable> | undefined;

  /** Keeps what aedes is about to write, which it does a turn of the event loop after it says so. */
  cork(stream: Writable): void {
    if (this.#awaited === undefined) {
      const awaited = new Set<Writable>();
      this.#awaited = awaited;
      setImmediate(() => {
        this.#awaited = undefined;
        setImmediate(() => this.#send(awaited));
      });
    }
    if (this.#awaited.has(stream)) return;
    this.#awaited.add(stream);
    if (stream.writableCorked === 0) stream.cork();
  }

  /** Each turn sends what it wrote, or a stream that is written to in every turn would never send. */
  #send(written: ReadonlySet<Writable>): void {
    for (const stream of written) {
      stream.uncork();
      if (this.#awaited?.has(stream) === true) stream.cork();
    }
  }
}
