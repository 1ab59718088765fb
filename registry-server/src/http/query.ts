/** Parameters of a request, as far as they are read one by one. */
export type Query = Pick<URLSearchParams, 'get'>;

/**
 * Reads the text after the question mark. Texts without an encoded character, as nearly all heartbeats have
 * them, are searched and not taken apart: `URLSearchParams` alone would cost more than the rest of a heartbeat.
 */
export function readQuery(text: string): Query {
  return text.includes('%') || text.includes('+')
    ? new URLSearchParams(text)
    : new PlainQuery(text);
}

class PlainQuery implements Query {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** The first value of a parameter; empty when it has none, null when it is absent. */
  get(name: string): string | null {
    const text = this.#text;
    for (let start = 0; start < text.length; ) {
      const next = text.indexOf('&', start);
      const end = next < 0 ? text.length : next;
      if (text.startsWith(name, start)) {
        const afterName = start + name.length;
        if (afterName === end) return '';
        if (text[afterName] === '=') return text.slice(afterName + 1, end);
      }
      start = end + 1;
    }
    return null;
  }
}
