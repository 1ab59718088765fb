import { fail, type Outcome, succeed } from '@vernal/core';

/** What placeholders may make of a text, in characters: a few that name each other twice grow without end. */
const MAX_LENGTH = 1_000_000;
/** What each placeholder counts for: those that stand for nothing grow without end, too. */
const PLACEHOLDER_LENGTH = 10;
/** Nothing that a person writes is nested deeper. */
const MAX_DEPTH = 100;

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
    const closing = closingBraces(text);
    let resolved = '';
    let done = 0;
    for (let start = text.indexOf(PREFIX); start >= 0; start = text.indexOf(PREFIX, done)) {
      const inside = start + PREFIX.length;
      const end = closing.get(inside - 1);
      const isEscaped = start > done && text[start - 1] === ESCAPED;
      if (isEscaped || end === undefined) {
        resolved += text.slice(done, isEscaped ? start - 1 : start) + PREFIX;
        done = inside;
        continue;
      }
      const value = this.#valueOf(text.slice(inside, end), path);
      if (!value.ok) return value;
      resolved += text.slice(done, start) + value.value;
      done = end + SUFFIX.length;
    }
    this.#length += resolved.length;
    return succeed(resolved + text.slice(done));
  }

  #valueOf(placeholder: string, path: readonly string[]): Outcome<string, PlaceholderProblem> {
    if (path.includes(placeholder)) return fail({ placeholder, problem: 'refers to itself' });
    if (path.length > MAX_DEPTH) return fail({ placeholder, problem: 'is nested too deeply' });
    this.#length += PLACEHOLDER_LENGTH;
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

/** The brace that closes each opening one; those that nothing closes are left out. In one pass, whatever the text. */
function closingBraces(text: string): Map<number, number> {
  const closing = new Map<number, number>();
  if (!text.includes(PREFIX)) return closing;
  const open: number[] = [];
  for (let index = 0; index < text.length; index++) {
    if (text[index] === '{') open.push(index);
    if (text[index] !== SUFFIX) continue;
    const opened = open.pop();
    if (opened !== undefined) closing.set(opened, index);
  }
  return closing;
}
