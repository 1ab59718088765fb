import type { Node } from 'yaml';

/** A value inside a map, or none (`key:`). */
export type YamlValue = Node | null;

/** A key of a map and its value. */
export interface YamlEntry {
  readonly segment: string;
  /** Spring takes a key that is merged before its map was read for another than the same one of a map that was. */
  readonly origin: 'read' | 'merged unread';
  readonly value: YamlValue;
}

/** The entries of a map in the order in which SnakeYAML puts them below Spring Boot (config-protocol 2.5). */
export class YamlEntries implements Iterable<YamlEntry> {
  readonly #entries = new Map<string, YamlEntry>();

  /** An own entry replaces a merged one in its place. */
  add(entry: YamlEntry): void {
    this.#entries.set(identityOf(entry), entry);
  }

  /** A merged entry replaces nothing. */
  merge(entry: YamlEntry): void {
    const identity = identityOf(entry);
    if (!this.#entries.has(identity)) this.#entries.set(identity, entry);
  }

  [Symbol.iterator](): Iterator<YamlEntry> {
    return this.#entries.values();
  }

  /** Of those with the same key the last counts, where the first stands. */
  values(): Map<string, YamlValue> {
    return new Map(Array.from(this, ({ segment, value }) => [segment, value]));
  }
}

function identityOf({ segment, origin }: YamlEntry): string {
  return `${origin} ${segment}`;
}
