import type { DecodeProblem } from '../decoded.ts';
import type { TracedValue } from './traced-value.ts';

const BLANK = /[ \t\f]/;
const UNICODE = /^[0-9a-fA-F]{4}$/;
const ESCAPES: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f' };

/** A key and its value, or its values when the key ends in `[]`. */
export interface PropertiesEntry {
  readonly key: string;
  readonly values: readonly TracedValue[];
}

/** Reads one document of a `.properties` file entry by entry (config-protocol 2.7). */
export class PropertiesReader {
  readonly problems: DecodeProblem[] = [];
  readonly #lines: readonly string[];
  readonly #firstLine: number;
  #line = 0;
  #column = 0;
  #escaped = false;
  /** Characters of the line that were only there to escape others: Spring does not count them. */
  #escapeSigns = 0;

  constructor(lines: readonly string[], firstLine: number) {
    this.#lines = lines;
    this.#firstLine = firstLine;
  }

  /** The next entry; undefined at the end. */
  next(): PropertiesEntry | undefined {
    while (this.#line < this.#lines.length) {
      this.#skipBlanks();
      if (!this.#atEntry()) {
        this.#nextLine();
        continue;
      }
      const key = this.#readKey();
      const values = this.#readValues(key.endsWith('[]'));
      this.#nextLine();
      return { key, values };
    }
    return undefined;
  }

  #atEntry(): boolean {
    const char = this.#text.charAt(this.#column);
    return char !== '' && char !== '#' && char !== '!';
  }

  #readKey(): string {
    let key = '';
    for (let char = this.#read(); char !== undefined; char = this.#read()) {
      if (!this.#escaped && (char === '=' || char === ':')) return key;
      if (!this.#escaped && BLANK.test(char)) {
        this.#skipBlanks();
        if (/[=:]/.test(this.#text.charAt(this.#column))) this.#column += 1;
        return key;
      }
      key += char;
    }
    return key;
  }

  #readValues(split: boolean): TracedValue[] {
    const values: TracedValue[] = [];
    this.#skipBlanks();
    let origin = this.#origin();
    let value = '';
    for (let char = this.#read(); char !== undefined; char = this.#read()) {
      if (split && char === ',' && !this.#escaped) {
        values.push({ value, origin });
        this.#skipBlanks();
        origin = this.#origin();
        value = '';
      } else {
        value += char;
      }
    }
    return [...values, { value, origin }];
  }

  /** The next character of the logical line, escapes resolved; undefined at its end. */
  #read(): string | undefined {
    this.#escaped = false;
    this.#joinContinued();
    const char = this.#text.charAt(this.#column);
    if (char === '') return undefined;
    this.#column += 1;
    return char === '\\' ? this.#readEscape() : char;
  }

  #readEscape(): string {
    const char = this.#text.charAt(this.#column);
    this.#column += 1;
    this.#escapeSigns += 1;
    this.#escaped = true;
    if (char !== 'u') return ESCAPES[char] ?? char;
    const digits = this.#text.slice(this.#column, this.#column + 4);
    this.#column += 4;
    this.#escapeSigns += 4;
    if (UNICODE.test(digits)) return String.fromCharCode(Number.parseInt(digits, 16));
    const path = `line ${this.#firstLine + this.#line}`;
    this.problems.push({ path, problem: '\\u must be followed by four hexadecimal digits' });
    return '';
  }

  /** A backslash at the end of a line joins the next one without its leading blanks. */
  #joinContinued(): void {
    while (this.#text.slice(this.#column) === '\\' && this.#line + 1 < this.#lines.length) {
      this.#nextLine();
      while (BLANK.test(this.#text.charAt(this.#column))) this.#column += 1;
    }
  }

  #skipBlanks(): void {
    this.#joinContinued();
    while (BLANK.test(this.#text.charAt(this.#column))) {
      this.#column += 1;
      this.#joinContinued();
    }
  }

  /** Spring gives the start of the next line for a value that is empty. */
  #origin(): string {
    const line = this.#firstLine + this.#line;
    const atLineEnd = this.#column >= this.#text.length && this.#line + 1 < this.#lines.length;
    return atLineEnd ? `${line + 1}:0` : `${line}:${this.#column + 1 - this.#escapeSigns}`;
  }

  #nextLine(): void {
    this.#line += 1;
    this.#column = 0;
    this.#escapeSigns = 0;
  }

  get #text(): string {
    return this.#lines[this.#line] ?? '';
  }
}
