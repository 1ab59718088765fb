import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { DecodeProblem } from '../decoded.ts';
import type { PropertyValue } from './environment.ts';
import { textOfValue } from './java-number.ts';
import type { TracedValue } from './traced-value.ts';
import { resolveAliases } from './yaml-aliases.ts';
import { YamlEntries, type YamlEntry, type YamlValue } from './yaml-entries.ts';
import type { YamlGrowth } from './yaml-growth.ts';
import type { YamlPositions } from './yaml-position.ts';
import { isNullScalar, resolvePlainScalar } from './yaml-scalar.ts';
import { isListTag, isMapTag, resolveTaggedScalar, SET_TAG } from './yaml-tag.ts';

/** Nothing that a person writes is deeper; also ends a structure that contains itself. */
const MAX_DEPTH = 100;

const TOO_DEEP = 'is nested too deeply';
const FOREIGN_TAG = 'has a tag that is not allowed';
/** Stands for the key `<<`. */
const MERGE = Symbol('<<');
const EMPTY_TEXT = { value: '' } as const;
const EMPTY_LIST = { value: '', isEmptyList: true } as const;

/** Turns one YAML document into flat keys (config-protocol 2.5). For one document only. */
export class YamlFlattener {
  readonly properties = new Map<string, TracedValue>();
  readonly problems: DecodeProblem[] = [];
  readonly #positions: YamlPositions;
  readonly #growth: YamlGrowth;
  /** The maps that were flattened, each once. */
  readonly #read = new Map<YAMLMap, YamlEntries>();
  #aliases: ReadonlyMap<Alias, Node> = new Map();
  #empty = false;

  constructor(positions: YamlPositions, growth: YamlGrowth) {
    this.#positions = positions;
    this.#growth = growth;
  }

  /** True when the document held nothing at all. */
  get empty(): boolean {
    return this.#empty;
  }

  flatten(contents: Node | null): void {
    const { targets, unknown } = resolveAliases(contents);
    this.#aliases = targets;
    const root = contents === null ? null : this.#resolve(contents);
    if (unknown !== undefined) this.#refuse(unknown, 'refers to an unknown anchor');
    else if (root === null || isNothing(root)) this.#empty = true;
    else if (isMap(root)) this.#flattenMap(root, '', 0);
    else this.#flattenValue(root, 'document', 0);
  }

  #flattenValue(value: YamlValue, key: string, depth: number): void {
    const node = value === null ? null : this.#resolve(value);
    if (!this.#mayGrow(node)) return;
    if (depth > MAX_DEPTH) this.#refuse(node, TOO_DEEP);
    else if (isMap(node)) this.#flattenMap(node, key, depth + 1);
    else if (isSeq(node)) this.#flattenList(node, key, depth + 1);
    else if (isScalar(node)) this.#put(key, { value: this.#scalarValue(node) }, node);
    else this.#put(key, EMPTY_TEXT, null);
  }

  #flattenMap(map: YAMLMap, prefix: string, depth: number): void {
    if (map.tag === SET_TAG) {
      const members = map.items.map((pair) => pair.key as YamlValue);
      this.#flattenMembers(map, members, prefix, depth);
      return;
    }
    if (!isMapTag(map.tag)) this.#refuse(map, FOREIGN_TAG);
    for (const [segment, value] of this.#entries(map, depth).values()) {
      this.#flattenValue(value, joinKey(prefix, segment), depth);
    }
  }

  #flattenList(list: YAMLSeq, key: string, depth: number): void {
    if (!isListTag(list.tag)) this.#refuse(list, FOREIGN_TAG);
    this.#flattenMembers(list, list.items as YamlValue[], key, depth);
  }

  #flattenMembers(owner: Node, members: readonly YamlValue[], key: string, depth: number): void {
    if (members.length === 0) this.#put(key, EMPTY_LIST, owner);
    for (const [index, member] of members.entries()) {
      this.#flattenValue(member, `${key}[${index}]`, depth);
    }
  }

  /** The entries of a map, merged ones where their `<<` stands. */
  #entries(map: YAMLMap, depth: number): YamlEntries {
    const read = this.#read.get(map);
    if (read !== undefined) return read;
    const entries = new YamlEntries();
    for (const { key, value } of this.#ownOf(map, depth)) {
      if (key === MERGE) this.#merge(value, entries, depth + 1);
      else entries.add({ segment: key, origin: 'read', value });
    }
    this.#read.set(map, entries);
    return entries;
  }

  /** What stands in a map, in its order. */
  #ownOf(map: YAMLMap, depth: number): { key: string | typeof MERGE; value: YamlValue }[] {
    if (depth > MAX_DEPTH) {
      this.#refuse(map, TOO_DEEP);
      return [];
    }
    const seen = new Set<string>();
    return (map.items as Pair<YamlValue, YamlValue>[]).flatMap((pair) => {
      const key = pair.key === null ? null : this.#resolve(pair.key);
      if (isMergeKey(key)) return { key: MERGE, value: pair.value } as const;
      const value = pair.value ?? nothingAfter(pair.key);
      const segment = this.#keySegment(key);
      if (segment === undefined) this.#refuse(key, 'is not a key');
      else if (seen.has(segment)) this.#refuse(key, `repeats the key ${segment}`);
      else {
        seen.add(segment);
        return { key: segment, value };
      }
      return [];
    });
  }

  #merge(value: YamlValue, into: YamlEntries, depth: number): void {
    const node = value === null ? null : this.#resolve(value);
    if (!this.#mayGrow(node)) return;
    if (isMap(node)) this.#mergeMap(node, into, depth);
    else if (isSeq(node) && depth <= MAX_DEPTH) {
      for (const member of node.items) this.#merge(member as YamlValue, into, depth + 1);
    } else {
      this.#refuse(node, 'can only merge maps');
    }
  }

  /** Of keys that were not read yet the first counts, even before the own one of a merged map. */
  #mergeMap(map: YAMLMap, into: YamlEntries, depth: number): void {
    const put = (entry: YamlEntry) => {
      if (this.#mayGrow(map) && this.#mayHold(map, entry.segment)) into.merge(entry);
    };
    const read = this.#read.get(map);
    if (read !== undefined) {
      for (const entry of read) put(entry);
      return;
    }
    for (const { key, value } of this.#ownOf(map, depth)) {
      if (key === MERGE) this.#merge(value, into, depth + 1);
      else put({ segment: key, origin: 'merged unread', value });
    }
  }

  /** Of what has a problem nothing more is read. */
  #mayGrow(node: Node | null): boolean {
    if (this.problems.length > 0) return false;
    if (this.#growth.addProperty()) return true;
    this.#refuse(node, 'grows to too many properties');
    return false;
  }

  #mayHold(node: Node | null, ...texts: string[]): boolean {
    if (texts.every((text) => this.#growth.addCharacters(text.length))) return true;
    this.#refuse(node, 'grows too large');
    return false;
  }

  /** A text stands for itself; any other key is put in brackets, as Java prints it. */
  #keySegment(key: Node | null): string | undefined {
    if (key === null || (isScalar(key) && isEmptyScalar(key))) return undefined;
    const value = isScalar(key) ? this.#scalarValue(key) : undefined;
    if (typeof value === 'string') return this.#mayHold(key, value) ? value : '';
    const text = this.#javaText(key, 0);
    return text === '' ? '' : `[${text}]`;
  }

  /** As Java prints a key; the empty text when it grows too large. */
  #javaText(value: YamlValue, depth: number): string {
    const node = value === null ? null : this.#resolve(value);
    if (!this.#mayGrow(node)) return '';
    if (depth > MAX_DEPTH) this.#refuse(node, TOO_DEEP);
    else {
      const text = this.#javaTextOf(node, depth);
      if (this.#mayHold(node, text)) return text;
    }
    return '';
  }

  /** An empty list is the empty text in Spring, also inside of a key. */
  #javaTextOf(node: Node | null, depth: number): string {
    if (isScalar(node)) return textOfValue(this.#scalarValue(node));
    if (isSeq(node)) {
      const items = (node.items as YamlValue[]).map((item) => this.#javaText(item, depth + 1));
      return items.length === 0 ? '' : `[${items.join(', ')}]`;
    }
    if (!isMap(node)) return '';
    const pairs = node.items as Pair<YamlValue, YamlValue>[];
    const texts = pairs.map((pair) =>
      [pair.key, pair.value].map((part) => this.#javaText(part, depth + 1)).join('='),
    );
    return `{${texts.join(', ')}}`;
  }

  #scalarValue(scalar: Scalar): PropertyValue {
    const text = this.#textOf(scalar);
    if (scalar.tag !== undefined) {
      const value = resolveTaggedScalar(scalar.tag, text);
      if (value === undefined) this.#refuse(scalar, FOREIGN_TAG);
      return value ?? '';
    }
    return scalar.type === Scalar.PLAIN ? resolvePlainScalar(text) : text;
  }

  /** A block takes its line ends from the file: the last line may have none. */
  #textOf(scalar: Scalar): string {
    const text = String(scalar.value);
    const isBlock = scalar.type === Scalar.BLOCK_LITERAL || scalar.type === Scalar.BLOCK_FOLDED;
    return isBlock && this.#positions.isCutOff(scalar) ? text.replace(/\n$/, '') : text;
  }

  #resolve(node: Node): Node | null {
    return isAlias(node) ? (this.#aliases.get(node) ?? null) : node;
  }

  #put(key: string, found: Omit<TracedValue, 'origin'>, node: Node | null): void {
    if (!this.#mayHold(node, key, textOfValue(found.value))) return;
    const { line, column } = this.#positions.of(node);
    this.properties.set(key, { ...found, origin: `${line}:${column}` });
  }

  /** Tags and anchors are not named: an unquoted secret may look like one. */
  #refuse(node: Node | null, problem: string): void {
    if (this.problems.length > 0) return;
    const { line, column } = this.#positions.of(node);
    this.problems.push({ path: `line ${line}, column ${column}`, problem });
  }
}

function joinKey(prefix: string, segment: string): string {
  return prefix === '' || segment.startsWith('[') ? `${prefix}${segment}` : `${prefix}.${segment}`;
}

/** The value that a key without one has: it stands where the next thing begins. */
function nothingAfter(key: YamlValue): Scalar {
  const end = key?.range?.[2] ?? 0;
  const nothing = new Scalar('');
  nothing.type = Scalar.PLAIN;
  nothing.range = [end, end, end];
  return nothing;
}

function isMergeKey(key: Node | null): boolean {
  return isScalar(key) && key.value === '<<' && key.type === Scalar.PLAIN && key.tag === undefined;
}

/** As a whole document; in one, an empty text or list is a value. */
function isNothing(root: Node): boolean {
  if (isSeq(root)) return root.items.length === 0;
  return isScalar(root) && (isEmptyScalar(root) || root.value === '');
}

function isEmptyScalar(scalar: Scalar): boolean {
  const plain = scalar.type === Scalar.PLAIN && scalar.tag === undefined;
  return plain && isNullScalar(String(scalar.value));
}
