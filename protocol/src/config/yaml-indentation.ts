import { Lexer } from 'yaml';

/** Tokens that stand for no text of the file. */
const MARKS = new Set(['\u0002', '\u0018', '\u001f']);
const CLOSING: Readonly<Record<string, string>> = { '[': ']', '{': '}' };
/** Characters: each place that is found makes the file be read anew. */
const MAX_READ = 1_000_000;
/** Characters that a text may grow by, beside once its own length. */
const MAX_GROWTH = 65_536;
/** A quoted text, a comment, a word, or one character. */
const PART =
  /"[^"\\]*(?:\\[\s\S][^"\\]*)*"|'[^']*(?:''[^']*)*'|(?<=\s)#[^\n]*|[^\s"'[\]{},:][^\s[\]{},]*|[\s\S]/g;

/** A text, and how much its lines were moved to the right, by number from 1. */
export interface IndentedText {
  readonly text: string;
  readonly moved: ReadonlyMap<number, number>;
}

/**
 * The same YAML with the further lines of quoted texts and of `[…]` and `{…}` indented deeper than what they stand
 * in. SnakeYAML lets them stand anywhere, the library does not. What can't be told is left as it is, and so is a text
 * that would grow to more than a person indents.
 */
export function indentContinued(original: string): IndentedText {
  const moved = new Map<number, number>();
  const longest = 2 * original.length + MAX_GROWTH;
  let text = original;
  for (let read = text.length; read <= MAX_READ; read += text.length) {
    const span = firstFlatSpan(text);
    if (span === undefined) break;
    if (text.length + span.breaks * span.indent > longest) {
      return { text: original, moved: new Map() };
    }
    text = moveLines(text, span, moved);
  }
  return { text, moved };
}

interface Span {
  readonly start: number;
  readonly end: number;
  /** Line ends in it. */
  readonly breaks: number;
  /** Blanks that its lines need before them. */
  readonly indent: number;
}

/** The first quoted text or flow collection with a line that is not indented enough. */
function firstFlatSpan(text: string): Span | undefined {
  let offset = 0;
  let done = 0;
  for (const token of new Lexer().lex(text)) {
    if (MARKS.has(token)) continue;
    const start = offset;
    offset += token.length;
    if (start < done || !/^["'[{]/.test(token)) continue;
    const end = endOf(text, start);
    if (end === undefined) return undefined;
    done = end;
    const further = text.slice(start, end).split('\n').slice(1);
    if (further.length === 0) continue;
    const indent = start - text.lastIndexOf('\n', start - 1);
    if (further.some((line) => isFlat(line, indent))) {
      return { start, end, breaks: further.length, indent };
    }
  }
  return undefined;
}

/** Whether a line with anything on it has fewer blanks before it. */
function isFlat(line: string, indent: number): boolean {
  const blanks = line.search(/[^ ]/);
  return blanks >= 0 && blanks < indent && line.trim() !== '';
}

/** Behind the quote or bracket that closes the one at `start`; undefined when none does. */
function endOf(text: string, start: number): number | undefined {
  const open: string[] = [];
  const part = new RegExp(PART);
  part.lastIndex = start;
  for (let match = part.exec(text); match !== null; match = part.exec(text)) {
    const [found] = match;
    if (found === '"' || found === "'") return undefined;
    const closing = CLOSING[found];
    if (closing !== undefined) open.push(closing);
    else if (found === open.at(-1)) open.pop();
    if (open.length === 0) return part.lastIndex;
  }
  return undefined;
}

function moveLines(text: string, { start, end, indent }: Span, moved: Map<number, number>): string {
  const before = text.slice(0, start);
  let line = before.split('\n').length;
  const inside = text.slice(start, end).replaceAll('\n', () => {
    line += 1;
    moved.set(line, (moved.get(line) ?? 0) + indent);
    return `\n${' '.repeat(indent)}`;
  });
  return before + inside + text.slice(end);
}
