/** Who wants to hear of something: told of each event at once, in the order in which they came. */
export class Listeners<Event> {
  readonly #listeners: ((event: Event) => void)[] = [];

  add(listener: (event: Event) => void): void {
    this.#listeners.push(listener);
  }

  tell(event: Event): void {
    for (const listener of this.#listeners) listener(event);
  }
}
