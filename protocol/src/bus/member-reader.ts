import type { Decoded, DecodeProblem } from '../decoded.ts';
import { isObject } from './document.ts';

/** Reads the members of a JSON object one by one and keeps every problem it meets. */
export class MemberReader {
  readonly #members: Readonly<Record<string, unknown>>;
  readonly #problems: DecodeProblem[] = [];

  constructor(members: Readonly<Record<string, unknown>>) {
    this.#members = members;
  }

  /** A text that must be there and not be empty. */
  text(name: string): string {
    const text = this.optionalText(name);
    if (text === undefined || text === null || text === '')
      return this.#refuse(name, 'is missing', '');
    return text;
  }

  /** Numbers and booleans are taken as text, as Jackson does. undefined: no such member. */
  optionalText(name: string): string | null | undefined {
    const value = this.#own(name);
    if (value === undefined || value === null) return value;
    return scalarText(value) ?? this.#refuse(name, 'is not a text', null);
  }

  /**
   * A time in epoch ms. A fraction is cut and a numeric text is read; absent, null and the empty text
   * become `absent`, without one they are a problem.
   */
  epochMs(name: string, absent?: number): number {
    const value = this.#own(name) ?? '';
    if (value === '' && absent !== undefined) return absent;
    // Not of anything else: an object may say how it becomes a number, and throw.
    const isNumber =
      typeof value === 'number' || (typeof value === 'string' && value.trim() !== '');
    const time = isNumber ? Number(value) : Number.NaN;
    return Number.isFinite(time)
      ? Math.trunc(time)
      : this.#refuse(name, 'is not a time in epoch milliseconds', 0);
  }

  /** A whole number, 0 or more; absent or null is 0. */
  count(name: string): number {
    const value = this.#own(name) ?? 0;
    return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
      ? value
      : this.#refuse(name, 'is not a whole number, 0 or more', 0);
  }

  /** A list of texts; absent or null is the empty list. */
  texts(name: string): readonly string[] {
    const value = this.#own(name) ?? [];
    const texts = Array.isArray(value) ? value.map(scalarText) : [undefined];
    return texts.every((text) => text !== undefined)
      ? texts
      : this.#refuse(name, 'is not a list of texts', []);
  }

  /** An object of scalars, all taken as text. It must be there. */
  textMap(name: string): Readonly<Record<string, string>> {
    const value = this.#own(name);
    if (!isObject(value)) return this.#refuse(name, 'is not an object', {});
    return Object.fromEntries(
      Object.entries(value).map(([key, entry]) => [
        key,
        scalarText(entry) ?? this.#refuse(`${name}.${key}`, 'is not a text', ''),
      ]),
    );
  }

  /** One of a few texts. */
  oneOf<Choice extends string>(name: string, choices: readonly [Choice, ...Choice[]]): Choice {
    const value = this.#own(name);
    const choice = choices.find((candidate) => candidate === value);
    return choice ?? this.#refuse(name, `is none of ${choices.join(', ')}`, choices[0]);
  }

  /** `value` if nothing was wrong with any member read so far. */
  complete<Value>(value: Value): Decoded<Value> {
    return this.#problems.length === 0
      ? { ok: true, value }
      : { ok: false, problems: this.#problems };
  }

  #own(name: string): unknown {
    return Object.hasOwn(this.#members, name) ? this.#members[name] : undefined;
  }

  #refuse<Fallback>(path: string, problem: string, fallback: Fallback): Fallback {
    this.#problems.push({ path, problem });
    return fallback;
  }
}

function scalarText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}
