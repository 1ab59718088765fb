/** Remembers the last ids, so that an event that is delivered twice acts once (bus-protocol A.9). */
export class SeenIds {
  readonly #ids = new Set<string>();
  readonly #limit: number;

  /** @param limit how many ids are remembered; the oldest is forgotten first */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** True the first time an id comes. */
  isNew(id: string): boolean {
    if (this.#ids.has(id)) return false;
    this.#ids.add(id);
    const [oldest] = this.#ids;
    if (this.#ids.size > this.#limit && oldest !== undefined) this.#ids.delete(oldest);
    return true;
  }
}
