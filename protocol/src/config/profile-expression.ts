import { fail, type Outcome, succeed } from '@vernal/core';

const TOKEN = /\s*([()!&|]|[^()!&|\s](?:[^()!&|]*[^()!&|\s])?)/y;
/** Nothing that a person writes is longer. */
const MAX_TOKENS = 1_000;
const OPERATORS = new Set(['(', ')', '!', '&', '|']);

/**
 * Tests a Spring profile expression such as `prod`, `!dev` or `(a & b) | c` against the profiles of a
 * request (config-protocol 2.6). `&` and `|` may only be mixed with parentheses.
 */
export function matchesProfiles(
  expression: string,
  profiles: ReadonlySet<string>,
): Outcome<boolean, string> {
  const parser = new ExpressionParser(tokensOf(expression), profiles);
  const value = parser.parse();
  return value === undefined ? fail(`malformed profile expression ${expression}`) : succeed(value);
}

function tokensOf(expression: string): string[] {
  const tokens: string[] = [];
  const text = expression.trimEnd();
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match?.[1] !== undefined; match = TOKEN.exec(text)) {
    tokens.push(match[1]);
    if (tokens.length > MAX_TOKENS) return [];
  }
  return tokens;
}

class ExpressionParser {
  readonly #tokens: readonly string[];
  readonly #profiles: ReadonlySet<string>;
  #next = 0;

  constructor(tokens: readonly string[], profiles: ReadonlySet<string>) {
    this.#tokens = tokens;
    this.#profiles = profiles;
  }

  /** undefined when the expression is malformed. */
  parse(): boolean | undefined {
    const value = this.#terms();
    return this.#next === this.#tokens.length ? value : undefined;
  }

  #terms(): boolean | undefined {
    let value = this.#factor();
    const operator = this.#tokens[this.#next];
    while (value !== undefined && (operator === '&' || operator === '|')) {
      if (this.#tokens[this.#next] !== operator) break;
      this.#next += 1;
      const right = this.#factor();
      if (right === undefined) return undefined;
      value = operator === '&' ? value && right : value || right;
    }
    return value;
  }

  #factor(): boolean | undefined {
    const token = this.#tokens[this.#next];
    this.#next += 1;
    if (token === '!') return negate(this.#factor());
    if (token === '(') {
      const value = this.#terms();
      // The end closes what is open: so Spring has it.
      const closing = this.#tokens[this.#next] ?? ')';
      if (closing !== ')') return undefined;
      if (this.#next < this.#tokens.length) this.#next += 1;
      return value;
    }
    return token === undefined || OPERATORS.has(token) ? undefined : this.#profiles.has(token);
  }
}

function negate(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value;
}
