import { type Document, LineCounter, parseAllDocuments, type YAMLParseError } from 'yaml';
import type { Decoded, DecodeProblem } from '../decoded.ts';
import type { PropertyDocument } from './traced-value.ts';
import { YamlFlattener } from './yaml-flattener.ts';
import { YamlGrowth } from './yaml-growth.ts';
import { type IndentedText, indentContinued } from './yaml-indentation.ts';
import { YamlPositions } from './yaml-position.ts';

/** Of YAML 1.1, beside those that all know; in place of each stands a character, so that places keep theirs. */
const OLD_LINE_BREAK = /\r(?!\n)|\x85/g;
/** No character of YAML 1.1. */
const UNPRINTABLE = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

const STACK_OVERFLOW = 'Maximum call stack';
const TOO_DEEP = 'is nested too deeply to be read';
const UNREADABLE = "can't be read";

/**
 * Flattens the documents of a YAML file to property keys as Spring does (config-protocol 2.5): YAML 1.1
 * types, dates as texts, duplicate keys and unknown tags refused, empty documents left out. The path of
 * a problem is `line L, column C`. Never throws.
 */
export function flattenYaml(text: string): Decoded<readonly PropertyDocument[]> {
  const unmarked = text.startsWith('\uFEFF') ? text.slice(1) : text;
  try {
    return flattenFile(unmarked.replaceAll(OLD_LINE_BREAK, '\n'));
  } catch (error) {
    const problem = isStackOverflow(error) ? TOO_DEEP : UNREADABLE;
    return { ok: false, problems: [{ path: '', problem }] };
  }
}

function isStackOverflow(error: unknown): boolean {
  return error instanceof RangeError && error.message.startsWith(STACK_OVERFLOW);
}

/** A file that is refused gets a second reading, with what is indented too little moved to the right. */
function flattenFile(text: string): Decoded<readonly PropertyDocument[]> {
  const asWritten = flattenDocuments({ text, moved: new Map() });
  if (asWritten.ok) return asWritten;
  const indented = indentContinued(text);
  if (indented.moved.size === 0) return asWritten;
  const asMeant = flattenDocuments(indented);
  return asMeant.ok ? asMeant : asWritten;
}

function flattenDocuments({ text, moved }: IndentedText): Decoded<readonly PropertyDocument[]> {
  const lineCounter = new LineCounter();
  const unprintable = UNPRINTABLE.exec(text);
  const parsed = parseAllDocuments(text, {
    version: '1.1',
    schema: 'failsafe',
    lineCounter,
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
  });
  if (unprintable !== null) {
    const path = placeAt(unprintable.index, lineCounter);
    return { ok: false, problems: [{ path, problem: 'has a character that is not allowed' }] };
  }
  const problems: DecodeProblem[] = [];
  const documents: PropertyDocument[] = [];
  const positions = new YamlPositions({ text, moved }, lineCounter);
  const growth = new YamlGrowth();
  for (const document of parsed) {
    const syntax = syntaxProblems(document, lineCounter);
    const flattener = new YamlFlattener(positions, growth);
    if (syntax.length === 0) flattener.flatten(document.contents);
    problems.push(...syntax, ...flattener.problems);
    if (!flattener.empty) documents.push(flattener.properties);
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: documents };
}

function syntaxProblems(document: Document, lines: LineCounter): DecodeProblem[] {
  return document.errors.map((error) => ({
    path: placeAt(error.pos[0], lines),
    problem: withoutSource(error),
  }));
}

function placeAt(offset: number, lines: LineCounter): string {
  const { line, col } = lines.linePos(offset);
  return `line ${line}, column ${col}`;
}

/** The library quotes what it does not understand, which may be a secret. */
function withoutSource({ code, message }: YAMLParseError): string {
  if (code === 'TAG_RESOLVE_FAILED') return 'has a tag that is not allowed';
  if (message.startsWith(STACK_OVERFLOW)) return TOO_DEEP;
  return message.replace(/(?<=Invalid escape sequence) .*|(?<=\w): .*/s, '');
}
