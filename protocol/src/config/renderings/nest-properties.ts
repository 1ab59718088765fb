import { fail, type Outcome, succeed } from '@vernal/core';
import { isEmptyList } from '../empty-list.ts';
import type { EmptyList, PropertyValue } from '../environment.ts';
import { isJavaNumber } from '../java-number.ts';
import { type PathStep, pathOfProperty } from './property-path.ts';

/** Nulls that fill the gaps of all lists together: a few long indexes must not fill the memory. */
const MAX_GAPS = 100_000;

/** A document as YAML and JSON have it. Maps, so that a key such as `__proto__` is a key. */
export type Nested = Exclude<PropertyValue, EmptyList> | null | Nested[] | Map<string, Nested>;

/** A key that has no place in a nested document. */
export interface NestingProblem {
  readonly key: string;
  readonly problem: string;
}

/**
 * Nests flat properties. Where a name has both a value and children, the children stay beside it under
 * compound names, as in Spring; unlike there that holds in whatever order they come (config-protocol 1.7.6).
 */
export function nestProperties(
  properties: ReadonlyMap<string, PropertyValue>,
): Outcome<Map<string, Nested>, NestingProblem> {
  const paths = new Map<string, readonly PathStep[]>();
  for (const key of properties.keys()) {
    const path = pathOfProperty(key);
    if (!path.ok) return fail({ key, problem: path.problem });
    paths.set(key, path.value);
  }
  const nesting = new Nesting();
  for (const [key, value] of parentsFirst(properties)) {
    nesting.place(paths.get(key) ?? [], value);
    if (nesting.isTooSparse) return fail({ key, problem: 'has an index far above the others' });
  }
  return succeed(nesting.root);
}

/** The same properties, but a value never after those below its own name. */
function parentsFirst(properties: ReadonlyMap<string, PropertyValue>): Map<string, PropertyValue> {
  const ordered = new Map<string, PropertyValue>();
  for (const [key, value] of properties) {
    for (const parent of parentsOf(key)) {
      const parentValue = properties.get(parent);
      if (parentValue !== undefined && !ordered.has(parent)) ordered.set(parent, parentValue);
    }
    ordered.set(key, value);
  }
  return ordered;
}

function parentsOf(key: string): string[] {
  return Array.from(key.matchAll(/[.[]/g), ({ index }) => key.slice(0, index));
}

type Container = Map<string, Nested> | Nested[];

/** A document in the making. */
class Nesting {
  readonly root = new Map<string, Nested>();
  #gaps = 0;

  /** Whether its lists have more gaps than anybody means. */
  get isTooSparse(): boolean {
    return this.#gaps > MAX_GAPS;
  }

  /** Goes down the path and makes what is missing. A step that has a value already becomes part of the last name. */
  place(path: readonly PathStep[], value: PropertyValue): void {
    const nested = isEmptyList(value) ? [] : value;
    let container: Container = this.root;
    let compound = '';
    for (const [position, step] of path.entries()) {
      const next = path[position + 1];
      if (next === undefined) {
        this.#put(container, compound, step, nested);
        return;
      }
      const child = this.#childFor(container, step, next);
      if (child !== undefined) container = child;
      else if (typeof next === 'number') {
        this.#put(container, compound, textOf(path.slice(position)), nested);
        return;
      } else compound += `${step}.`;
    }
  }

  /** The container below a step, made when nothing is there; undefined when something else is. */
  #childFor(container: Container, step: PathStep, next: PathStep): Container | undefined {
    const present = at(container, step);
    if (present === undefined || present === null) {
      const made: Container = typeof next === 'number' ? [] : new Map<string, Nested>();
      this.#put(container, '', step, made);
      return made;
    }
    if (Array.isArray(present)) return typeof next === 'number' ? present : undefined;
    return present instanceof Map && typeof next === 'string' ? present : undefined;
  }

  /** Gaps of a list are nulls (config-protocol 1.7.6). */
  #put(container: Container, compound: string, step: PathStep, value: Nested): void {
    if (!Array.isArray(container)) {
      container.set(compound + step, value);
    } else if (typeof step === 'number') {
      this.#gaps += Math.max(0, step - container.length);
      if (this.isTooSparse) return;
      while (container.length < step) container.push(null);
      container[step] = value;
    }
  }
}

function at(container: Container, step: PathStep): Nested | undefined {
  if (Array.isArray(container)) return typeof step === 'number' ? container[step] : undefined;
  return container.get(String(step));
}

function textOf(path: readonly PathStep[]): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    return text === '' ? step : `${text}.${step}`;
  }, '');
}

/** The same document with other texts; the first problem ends it. */
export function mapTexts<Problem>(
  value: Nested,
  change: (text: string) => Outcome<string, Problem>,
): Outcome<Nested, Problem> {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return mapItems(value, change);
  if (!(value instanceof Map) || isJavaNumber(value)) return succeed(value);
  const values = mapItems([...value.values()], change);
  if (!values.ok) return values;
  return succeed(
    new Map([...value.keys()].map((key, index) => [key, values.value[index] ?? null])),
  );
}

function mapItems<Problem>(
  items: readonly Nested[],
  change: (text: string) => Outcome<string, Problem>,
): Outcome<Nested[], Problem> {
  const changed: Nested[] = [];
  for (const item of items) {
    const outcome = mapTexts(item, change);
    if (!outcome.ok) return outcome;
    changed.push(outcome.value);
  }
  return succeed(changed);
}
