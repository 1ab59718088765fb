/** Keeps the newest items, numbered from 0 in the order in which they came; the oldest make room. */
export class Ring<Item> {
  readonly #items: Item[] = [];
  readonly #capacity: number;
  #pushed = 0;

  /** @param capacity how many items are kept, at least 1 */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  push(item: Item): void {
    this.#items[this.#pushed % this.#capacity] = item;
    this.#pushed += 1;
  }

  /** How many came since the start; the number of the next one. */
  get pushed(): number {
    return this.#pushed;
  }

  /** The number of the oldest item that is kept. */
  get oldest(): number {
    return Math.max(0, this.#pushed - this.#capacity);
  }

  /** The item with a number, undefined when it is gone or has not come yet. */
  at(number: number): Item | undefined {
    if (number < this.oldest || number >= this.#pushed) return undefined;
    return this.#items[number % this.#capacity];
  }

  *newestFirst(): Iterable<Item> {
    for (let number = this.#pushed - 1; number >= this.oldest; number -= 1) {
      const item = this.at(number);
      if (item !== undefined) yield item;
    }
  }
}
