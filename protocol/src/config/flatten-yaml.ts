import { type Document, LineCounter, parseAllDocuments, type YAMLParseError } from 'yaml';
import type { Decoded, DecodeProblem } from '../decoded.ts';
import type { PropertyDocument } from './traced-value.ts';
import { YamlFlattener } from './yaml-flattener.ts';
import { YamlPositions } from './yaml-position.ts';

const TOO_DEEP = 'is nested too deeply to be read';

/**
 * Flattens the documents of a YAML file to property keys as Spring does (config-protocol 2.5): YAML 1.1
 * types, dates as texts, duplicate keys and unknown tags refused, empty documents left out. The path of
 * a problem is `line L, column C`. Never throws.
 */
export function flattenYaml(text: string): Decoded<readonly PropertyDocument[]> {
  try {
    return flattenDocuments(text.startsWith('\uFEFF') ? text.slice(1) : text);
  } catch {
    return { ok: false, problems: [{ path: '', problem: TOO_DEEP }] };
  }
}

function flattenDocuments(text: string): Decoded<readonly PropertyDocument[]> {
  const lineCounter = new LineCounter();
  const parsed = parseAllDocuments(text, {
    version: '1.1',
    schema: 'failsafe',
    lineCounter,
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
  });
  const problems: DecodeProblem[] = [];
  const documents: PropertyDocument[] = [];
  const positions = new YamlPositions(text, lineCounter);
  const growth = { properties: 0 };
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
  return document.errors.map((error) => {
    const { line, col } = lines.linePos(error.pos[0]);
    return { path: `line ${line}, column ${col}`, problem: withoutSource(error) };
  });
}

/** The library quotes what it does not understand, which may be a secret. */
function withoutSource({ code, message }: YAMLParseError): string {
  if (code === 'TAG_RESOLVE_FAILED') return 'has a tag that is not allowed';
  if (message.startsWith('Maximum call stack size')) return TOO_DEEP;
  return message.replace(/(?<=Invalid escape sequence) .*|(?<=\w): .*/s, '');
}
