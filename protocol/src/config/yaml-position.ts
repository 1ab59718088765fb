import type { LineCounter, Node } from 'yaml';
import type { IndentedText } from './yaml-indentation.ts';

/** A tag or an anchor. Longer ones are not looked for. */
const PROPERTY = String.raw`(?<![^\s,[{])[!&]\S*\s*`;
const ONE_PROPERTY = new RegExp(`${PROPERTY}$`);
const TWO_PROPERTIES = new RegExp(`${PROPERTY}${PROPERTY}$`);
const LONGEST_PROPERTIES = 300;

/** A place in a file, both from 1. */
export interface YamlPosition {
  readonly line: number;
  readonly column: number;
}

/** Where SnakeYAML says that the nodes of a file are. */
export class YamlPositions {
  readonly #text: string;
  readonly #moved: IndentedText['moved'];
  readonly #lines: LineCounter;

  constructor({ text, moved }: IndentedText, lines: LineCounter) {
    this.#text = text;
    this.#moved = moved;
    this.#lines = lines;
  }

  /** The first place of a file when there is no node. */
  of(node: Node | null): YamlPosition {
    const { line, col } = this.#lines.linePos(node === null ? 0 : this.#startOf(node));
    return { line: Math.max(line, 1), column: Math.max(col - (this.#moved.get(line) ?? 0), 1) };
  }

  /** Whether a node goes on to the end of a file whose last line has no end. */
  isCutOff(node: Node): boolean {
    return node.range?.[1] === this.#text.length && !this.#text.endsWith('\n');
  }

  /** A node begins with its tag and anchor; one that is empty stands right after what announces it. */
  #startOf(node: Node): number {
    const [start = 0, end = start] = node.range ?? [];
    const before = this.#text.slice(Math.max(0, start - LONGEST_PROPERTIES), start);
    const properties = propertiesOf(node);
    if (properties !== undefined) return start - (properties.exec(before)?.[0].length ?? 0);
    return start === end ? start - (before.length - before.trimEnd().length) : start;
  }
}

/** What finds the tag and the anchor of a node in the text before it; undefined when it has none. */
function propertiesOf(node: Node): RegExp | undefined {
  const { tag, anchor }: { tag?: string; anchor?: string } = node;
  if (tag === undefined && anchor === undefined) return undefined;
  return tag === undefined || anchor === undefined ? ONE_PROPERTY : TWO_PROPERTIES;
}
