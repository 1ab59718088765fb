/** Who wants to hear of something: told of each event at once, in the order in which they came. */
export class Listeners<Event> {
  readonly #listeners = new Set<(event: Event) => void>();

  /** Whether anybody listens: who tells often can save the effort. */
  get isEmpty(): boolean {
    return this.#listeners.size === 0;
  }

  /** What it returns takes the listener off again. */
  add(listener: (event: Event) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  tell(event: Event): void {
    for (const listener of this.#listeners) listener(event);
  }
}
