/** Lets others have their turn between portions of work, however many do that work at the same time. */
export class Pace {
  readonly #limit: number;
  readonly #turnOfOthers: () => Promise<void>;
  /** Since others last had their turn. */
  #effort = 0;
  #admitted: Promise<void> = Promise.resolve();

  /**
   * @param limit what may be done in one go
   * @param turnOfOthers resolves when others had their turn
   */
  constructor(limit: number, turnOfOthers: () => Promise<void>) {
    this.#limit = limit;
    this.#turnOfOthers = turnOfOthers;
  }

  /** Resolves when work of that effort may be done, all of it at once. */
  admit(effort: number): Promise<void> {
    this.#admitted = this.#admitted.then(async () => {
      this.#effort += effort;
      if (this.#effort <= this.#limit) return;
      await this.#turnOfOthers();
      this.#effort = effort;
    });
    return this.#admitted;
  }
}
