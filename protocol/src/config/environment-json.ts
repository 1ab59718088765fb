import type { Decoded, DecodeProblem } from '../decoded.ts';
import type { Environment, PropertySource, PropertyValue } from './environment.ts';
import { javaJsonBytes } from './java-json.ts';
import { isJavaNumber, jsonOfValue, numberFromText } from './java-number.ts';

/** Strings (kept as they are) and numbers of a JSON text that is known to be well-formed. */
const STRING_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** What the server says of itself where a value has its origin beside it (config-protocol 2.1). */
export type OriginOf = (source: PropertySource, key: string) => string | undefined;

/**
 * The JSON text of an environment, members in Spring's order, numbers exactly as a Java server prints
 * them. With `originOf` the values that have an origin are written as V2 objects (config-protocol 2.1).
 */
export function encodeEnvironment(environment: Environment, originOf?: OriginOf): string {
  const { name, profiles, label, version, state, propertySources } = environment;
  const head = JSON.stringify({ name, profiles, label, version, state });
  const sources = propertySources.map((source) => encodeSource(source, originOf));
  return `${head.slice(0, -1)},"propertySources":[${sources.join(',')}]}`;
}

/** Reads the answer of any config server, plain (V1) or with origins (V2). Never throws. */
export function decodeEnvironment(text: string): Decoded<Environment> {
  try {
    return decodeRoot(parseKeepingNumbers(text));
  } catch {
    return { ok: false, problems: [{ path: '', problem: 'is not JSON' }] };
  }
}

function encodeSource(source: PropertySource, originOf: OriginOf | undefined): string {
  const entries = Array.from(source.source, ([key, value]) => {
    const origin = originOf?.(source, key);
    const text = jsonOfValue(value, javaJsonBytes);
    const traced = `{"value":${text},"origin":${JSON.stringify(origin)}}`;
    return `${javaJsonBytes(key)}:${origin === undefined ? text : traced}`;
  });
  return `{"name":${JSON.stringify(source.name)},"source":{${entries.join(',')}}}`;
}

/** JSON.parse, except that numbers it would change come as {@link JavaNumber}. */
function parseKeepingNumbers(text: string): unknown {
  JSON.parse(text);
  const exact = text.replaceAll(STRING_OR_NUMBER, (token) =>
    token.startsWith('"') ? token : JSON.stringify(numberFromText(token)),
  );
  return JSON.parse(exact);
}

function decodeRoot(root: unknown): Decoded<Environment> {
  const problems: DecodeProblem[] = [];
  if (!isRecord(root)) return { ok: false, problems: [{ path: '', problem: 'must be an object' }] };
  const name = root['name'];
  if (typeof name !== 'string') problems.push({ path: 'name', problem: 'must be a text' });
  const sources = root['propertySources'];
  if (!Array.isArray(sources)) {
    problems.push({ path: 'propertySources', problem: 'must be a list' });
  }
  const propertySources = (Array.isArray(sources) ? sources : []).map((source: unknown, index) =>
    decodeSource(source, `propertySources[${index}]`, problems),
  );
  if (problems.length > 0 || typeof name !== 'string') return { ok: false, problems };
  const value = {
    name,
    profiles: textList(root['profiles']),
    label: textOrNull(root['label']),
    version: textOrNull(root['version']),
    state: textOrNull(root['state']),
    propertySources,
  };
  return { ok: true, value };
}

function decodeSource(source: unknown, path: string, problems: DecodeProblem[]): PropertySource {
  const members = isRecord(source) ? source : {};
  const name = members['name'];
  const values = members['source'];
  if (typeof name !== 'string') problems.push({ path: `${path}.name`, problem: 'must be a text' });
  if (!isRecord(values)) problems.push({ path: `${path}.source`, problem: 'must be an object' });
  const entries = Object.entries(isRecord(values) ? values : {});
  return {
    name: typeof name === 'string' ? name : '',
    source: new Map(entries.map(([key, value]) => [key, decodeValue(value)])),
  };
}

/** A value is an origin wrapper only when it has exactly `value` and `origin`. */
function decodeValue(value: unknown): PropertyValue {
  if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number') {
    return value;
  }
  if (isJavaNumber(value)) return value;
  if (value === null || value === undefined) return '';
  if (Array.isArray(value) && value.length === 0) return [];
  return isTraced(value) ? decodeValue(value.value) : JSON.stringify(value);
}

function isTraced(value: unknown): value is { value: unknown; origin: unknown } {
  return (
    isRecord(value) && 'value' in value && 'origin' in value && Object.keys(value).length === 2
  );
}

function textList(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
