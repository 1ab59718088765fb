import type { DecodeProblem } from '../decoded.ts';
import type { TracedValue } from './traced-value.ts';

const BLANK = /[ \t\f]/;
const UNICODE = /^[0-9a-fA-F]{4}$/;
const ESCAPES: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f' };

/** Comments that part documents, in column 0 (config-protocol 2.7). */
const SEPARATOR = /^[#!]---[ \t\f]*$/;

/** A key and its value, or its values when the key ends in `[]`. */
export interface PropertiesEntry {
  readonly kind: 'entry';
  readonly key: string;
  readonly values: readonly TracedValue[];
}

/** What a `.properties` file consists of. */
export type PropertiesPart = PropertiesEntry | { readonly kind: 'comment' | 'separator' };

/** Reads a `.properties` file part by part (config-protocol 2.7). */
export class PropertiesReader {
  readonly problems: DecodeProblem[] = [];
  readonly #lines: readonly string[];
  /** `#` or `!` when the line before was a comment: then a separator that begins alike is one, too. */
  #commentSign = '';
  #line = 0;
  #column = 0;
  #escaped = false;
  /** Characters of the line that were only there to escape others: Spring does not count them. */
  #escapeSigns = 0;

  constructor(text: string) {
    this.#lines = text.split(/\r\n|\r|\n/);
  }

  /** The next part; undefined at the end. */
  next(): PropertiesPart | undefined {
    while (this.#line < this.#lines.length) {
      this.#skipBlanks();
      const char = this.#text.charAt(this.#column);
      if (char === '#' || char === '!') return this.#readComment(char);
      this.#commentSign = '';
      if (char !== '') return this.#readEntry();
      this.#nextLine();
    }
    return undefined;
  }

  #readComment(sign: string): PropertiesPart {
    const isSeparator = SEPARATOR.test(this.#text) && this.#commentSign !== sign;
    if (!isSeparator) this.#commentSign = sign;
    this.#nextLine();
    return { kind: isSeparator ? 'separator' : 'comment' };
  }

  #readEntry(): PropertiesEntry {
    const key = this.#readKey();
    const values = this.#readValues(key.endsWith('[]'));
    this.#nextLine();
    return { kind: 'entry', key, values };
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
        if (this.#atLineEnd) return values;
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
    const path = `line ${this.#line + 1}`;
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

  /** Spring has a value that is empty on the next line, whether there is one or not; Java counts no line without signs. */
  #origin(): string {
    const isLast = this.#line + 1 === this.#lines.length;
    const isCounted = this.#atLineEnd && (!isLast || this.#text !== '');
    const line = this.#line + (isCounted ? 2 : 1);
    const column = this.#atLineEnd && !isLast ? 0 : this.#column + 1 - this.#escapeSigns;
    return `${line}:${column}`;
  }

  get #atLineEnd(): boolean {
    return this.#column >= this.#text.length;
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
