import { findCipherPlaces, parseCipherText } from '@vernal/protocol/config';
import type { CommitAuthor, FileVersion } from '../repository/file-versions.ts';
import type { LabelFile } from '../repository/label-files.ts';
import { readConfigText } from './config-text.ts';
import { fileReaders } from './file-readers.ts';
import { opensWith, type RotationRules } from './rotate-file.ts';

/** A property that a key opens, or opened once; never its value. */
export interface ExposedProperty {
  readonly property: string;
  readonly path: string;
  /** Who reads it: `*`, `orders`, `orders/prod`. */
  readonly applications: readonly string[];
  /** Branches and tags that have it now. */
  readonly labels: readonly string[];
  /** The oldest and the newest commit that wrote the file with it. */
  readonly first: CommitAuthor;
  readonly last: CommitAuthor;
}

/** One version of a file, and what it is read as. */
type Content = Pick<FileVersion, 'path' | 'blob'>;

/** Finds out what a key opens. A key that is not at hand opens what names it. */
export class KeyExposure {
  readonly #rules: RotationRules;
  readonly #opened = new Map<string, boolean>();
  /** By content: the properties that the key opens. */
  readonly #properties = new Map<string, readonly string[]>();
  readonly #exposed = new Map<string, ExposedProperty & { readonly labels: string[] }>();

  constructor(rules: RotationRules) {
    this.#rules = rules;
  }

  /** Looks into one version of a file. */
  read(content: Content, bytes: Buffer): void {
    const file = readConfigText(content.path, bytes);
    if (!file.ok || !file.value.text.includes('{cipher}')) return;
    const places = findCipherPlaces(content.path, file.value.text);
    const properties = places.ok
      ? places.value.filter(({ value }) => this.#opens(value)).map(({ property }) => property)
      : [];
    if (properties.length > 0) this.#properties.set(nameOf(content), properties);
  }

  /** Counts a version that was read. */
  addVersion({ path, blob, ...author }: FileVersion): void {
    for (const property of this.#properties.get(nameOf({ path, blob })) ?? []) {
      const name = JSON.stringify([path, property]);
      const known = this.#exposed.get(name);
      const { first, last } = known ?? { first: author, last: author };
      this.#exposed.set(name, {
        property,
        path,
        applications: fileReaders(path),
        labels: known?.labels ?? [],
        first: author.committedAtMs < first.committedAtMs ? author : first,
        last: author.committedAtMs > last.committedAtMs ? author : last,
      });
    }
  }

  /** Notes what branches and tags have now; after all versions. */
  addLabelFile({ label, path, blob }: LabelFile): void {
    for (const property of this.#properties.get(nameOf({ path, blob })) ?? []) {
      const { labels } = this.#exposed.get(JSON.stringify([path, property])) ?? {};
      if (labels?.includes(label) === false) labels.push(label);
    }
  }

  /** What is current first, then by file and property. */
  list(): ExposedProperty[] {
    const isOld = ({ labels }: ExposedProperty) => Number(labels.length === 0);
    return [...this.#exposed.values()].sort(
      (left, right) =>
        isOld(left) - isOld(right) ||
        left.path.localeCompare(right.path) ||
        left.property.localeCompare(right.property),
    );
  }

  /** The same value is tried once: RSA takes a millisecond. */
  #opens(value: string): boolean {
    const known = this.#opened.get(value);
    if (known !== undefined) return known;
    const { encryption, key } = this.#rules;
    const isHere = key === undefined || encryption.knows(key);
    const named = parseCipherText(value).keys['key']?.toLowerCase();
    const opens = isHere ? opensWith(value, this.#rules) : named === key.toLowerCase();
    this.#opened.set(value, opens);
    return opens;
  }
}

/** The extension decides how a content is read. */
function nameOf({ path, blob }: Content): string {
  return `${blob}${path.slice(path.lastIndexOf('.'))}`;
}
