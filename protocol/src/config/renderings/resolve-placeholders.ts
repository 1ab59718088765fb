import { fail, type Outcome, succeed } from '@vernal/core';

/** What placeholders may make of a text, in characters: a few that name each other twice grow without end. */
const MAX_LENGTH = 1_000_000;

const PREFIX = '${';
const SUFFIX = '}';
const ESCAPED = '\\';

/** A placeholder that has no value. */
export interface PlaceholderProblem {
  readonly placeholder: string;
  readonly problem: string;
}

/** Where placeholders get their values from. */
export interface PlaceholderRules {
  readonly lookup: (name: string) => string | undefined;
  /** What becomes of an unknown name inside the value of another placeholder; in the text itself it always stays. */
  readonly unknownNested: 'keep' | 'refuse';
}

/**
 * Replaces `${name}` and `${name:default}`, names and defaults nested, as Spring does. `\${` stands for `${`,
 * what is not closed or not known stays as it is (config-protocol 1.7.10).
 */
export function resolvePlaceholders(
  text: string,
  rules: PlaceholderRules,
): Outcome<string, PlaceholderProblem> {
  return new Resolution(rules).resolve(text, []);
}

class Resolution {
  readonly #rules: PlaceholderRules;
  #length = 0;

  constructor(rules: PlaceholderRules) {
    this.#rules = rules;
  }

  /** @param path the placeholders whose values are being resolved */
  resolve(text: string, path: readonly string[]): Outcome<string, PlaceholderProblem> {
    let resolved = '';
    let rest = text;
    for (let start = rest.indexOf(PREFIX); start >= 0; start = rest.indexOf(PREFIX)) {
      if (rest[start - 1] === ESCAPED) {
        resolved += rest.slice(0, start - 1) + PREFIX;
        rest = rest.slice(start + PREFIX.length);
        continue;
      }
      const end = closingBrace(rest, start + PREFIX.length);
      if (end < 0) {
        resolved += rest.slice(0, start) + PREFIX;
        rest = rest.slice(start + PREFIX.length);
        continue;
      }
      const value = this.#valueOf(rest.slice(start + PREFIX.length, end), path);
      if (!value.ok) return value;
      resolved += rest.slice(0, start) + value.value;
      rest = rest.slice(end + SUFFIX.length);
    }
    this.#length += resolved.length;
    return succeed(resolved + rest);
  }

  #valueOf(placeholder: string, path: readonly string[]): Outcome<string, PlaceholderProblem> {
    if (path.includes(placeholder)) return fail({ placeholder, problem: 'refers to itself' });
    if (this.#length > MAX_LENGTH) return fail({ placeholder, problem: 'grows without end' });
    const inner = [...path, placeholder];
    const name = this.resolve(placeholder, inner);
    if (!name.ok) return name;
    const value = this.#lookUp(name.value);
    if (value !== undefined) return this.resolve(value, inner);
    if (path.length > 0 && this.#rules.unknownNested === 'refuse') {
      return fail({ placeholder, problem: 'is unknown' });
    }
    return succeed(PREFIX + placeholder + SUFFIX);
  }

  /** A name may hold a colon itself, so the whole is tried before what stands before the first one. */
  #lookUp(name: string): string | undefined {
    const whole = this.#rules.lookup(name);
    const colon = name.indexOf(':');
    if (whole !== undefined || colon < 0) return whole;
    return this.#rules.lookup(name.slice(0, colon)) ?? name.slice(colon + 1);
  }
}

/** The brace that closes a placeholder, past those opened inside; -1 without one. */
function closingBrace(text: string, from: number): number {
  let depth = 0;
  for (let index = from; index < text.length; index++) {
    if (text[index] === '{') depth += 1;
    if (text[index] !== SUFFIX) continue;
    if (depth === 0) return index;
    depth -= 1;
  }
  return -1;
}
