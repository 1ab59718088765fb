/** Properties, and entries that are merged. */
const MAX_PROPERTIES = 50_000;
/** Characters of keys and values, each as often as it is written out: no more than some 128 MiB of memory. */
const MAX_CHARACTERS = 64 * 1_048_576;

/** What the documents of one file grow to together, by aliases of aliases, merges of merges, and keys below keys. */
export class YamlGrowth {
  #properties = 0;
  #characters = 0;

  /** False when it is one too many. */
  addProperty(): boolean {
    this.#properties += 1;
    return this.#properties <= MAX_PROPERTIES;
  }

  /** False when the file grew too large with them. */
  addCharacters(count: number): boolean {
    this.#characters += count;
    return this.#characters <= MAX_CHARACTERS;
  }
}
