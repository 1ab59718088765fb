import { parse as parseQuery } from 'node:querystring';
import type { ConfigKey } from '@vernal/protocol/bus';
import { parseConfigQuery } from '../domain/config-query.ts';
import { DEFAULT_LABEL_QUERY, FLAT_FORMAT } from './environment-paths.ts';
import { flatFileNames } from './flat-file.ts';

/** What a path of a client asks for, in the sense of the routes. */
export interface RequestedReading {
  readonly key: ConfigKey;
  /** The path of a file that is asked for as it stands; undefined for an environment. */
  readonly file?: string;
}

/** Name, profiles and label as the routes find them. */
interface Names {
  readonly name: string;
  readonly profiles: string;
  readonly label: string | null;
}

/**
 * What a URL below the prefix asks for; undefined when no route answers it with a configuration. It says the same as
 * the routes, for every spelling: a rule of access is asked about what they would serve.
 */
export function requestedReading(url: string): RequestedReading | undefined {
  const [path = '', query = ''] = url.split(/\?(.*)/s, 2);
  const segments = decoded(path.slice(1).split('/'));
  if (segments === undefined) return undefined;
  if (segments.length > 3) return labelledFile(segments);
  if (segments.includes('')) return undefined;
  if (segments.length === 3 && DEFAULT_LABEL_QUERY in parseQuery(query)) return file(segments);
  const names = environmentNames(segments.map(withoutMatrix));
  return names && reading(names);
}

/** `/name/profiles/file`, at the default label. */
function file([name = '', profiles = '', path = '']: readonly string[]) {
  return reading({ name, profiles, label: null }, path);
}

/** `/name/profiles/label/` and any path, which may be empty or have empty segments. */
function labelledFile([name = '', profiles = '', label = '', ...path]: readonly string[]):
  | RequestedReading
  | undefined {
  if (name === '' || profiles === '' || label === '') return undefined;
  return reading({ name, profiles, label }, path.join('/'));
}

function environmentNames(segments: readonly string[]): Names | undefined {
  const [first = '', second = first, third] = segments;
  if (third !== undefined) return { name: first, profiles: second, label: third };
  const isFlat = segments.length === 1 || FLAT_FORMAT.test(second);
  if (!isFlat) return { name: first, profiles: second, label: null };
  const flat = flatFileNames(second);
  return flat && { ...flat, label: segments.length === 1 ? null : first };
}

function reading(names: Names, path?: string): RequestedReading | undefined {
  const key = parseConfigQuery(names, 'any');
  if (!key.ok) return undefined;
  return { key: key.value, ...(path === undefined ? {} : { file: path }) };
}

function withoutMatrix(segment: string): string {
  return segment.split(';', 1)[0] ?? '';
}

/** undefined when one is malformed: the routes answer 400. */
function decoded(segments: readonly string[]): readonly string[] | undefined {
  try {
    return segments.map((segment) => decodeURIComponent(segment));
  } catch {
    return undefined;
  }
}
