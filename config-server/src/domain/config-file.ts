import { fail, type Outcome, succeed } from '@vernal/core';
import { flattenYaml, type PropertyDocument, parseProperties } from '@vernal/protocol/config';

/** Why a file can't be read, and where in it. Never a value of the file. */
export interface FileProblem {
  readonly path: string;
  /** `line 3, column 1`; empty when the whole file is meant. */
  readonly position: string;
  readonly problem: string;
  /** Whether it says nothing of the file: the machine had no time or memory for it now. Such a problem is not remembered. */
  readonly isPassing?: boolean;
}

/** The documents of a file, or what is wrong with it. */
export type ParsedFile = Outcome<readonly PropertyDocument[], FileProblem>;

/** Turns the text of a file into its documents. */
type FileReader = typeof flattenYaml;

/** Reads a configuration file by its extension (config-protocol 2.5, 2.7). */
export async function parseConfigFile(path: string, bytes: Uint8Array): Promise<ParsedFile> {
  const text = isProperties(path) ? Buffer.from(bytes).toString('latin1') : decodeUnicode(bytes);
  if (text === undefined) return fail({ path, position: '', problem: 'is not UTF-8' });
  const read = await readerOf(path);
  const decoded = read(text);
  if (decoded.ok) return succeed(decoded.value);
  const [first] = decoded.problems;
  return fail({ path, position: first?.path ?? '', problem: first?.problem ?? 'cannot be read' });
}

/** What reads XML is loaded with the first such file: most servers never see one. */
async function readerOf(path: string): Promise<FileReader> {
  if (isProperties(path)) return parseProperties;
  if (!path.endsWith('.xml')) return flattenYaml;
  const { parseXmlProperties } = await import('@vernal/protocol/config/xml');
  return parseXmlProperties;
}

function isProperties(path: string): boolean {
  return path.endsWith('.properties');
}

/** UTF-8, or UTF-16 when a byte order mark says so. */
function decodeUnicode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(charsetOf(bytes), { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function charsetOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8';
}
