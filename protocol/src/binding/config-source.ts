import { isEmptyList } from '../config/empty-list.ts';
import type { Environment, PropertyValue } from '../config/environment.ts';
import { isJavaNumber } from '../config/java-number.ts';

/** A value before it is bound. */
export type Scalar = string | number | boolean;

/** One origin of values; of several, the earlier wins. */
export interface ConfigSource {
  /** As `origin()` shows it, e.g. `environment` or the name that the config server gives. */
  readonly name: string;
  /** Property names as they were written, to values. */
  readonly values: ReadonlyMap<string, Scalar>;
}

/** The sources of a config server's answer, strongest first as they came. */
export function remoteSources({ propertySources }: Environment): readonly ConfigSource[] {
  return propertySources.map(({ name, source }) => ({
    name,
    values: new Map([...source].map(([key, value]) => [key, scalarOf(value)])),
  }));
}

/** The leaves of nested data: `{ pricing: { tax: [1] } }` has `pricing.tax[0]`. A key may hold dots. */
export function objectSource(name: string, data: unknown): ConfigSource {
  return { name, values: new Map(leavesOf(data, '')) };
}

/** A number that JavaScript would change stays a text, and an empty list becomes an empty one. */
export function scalarOf(value: PropertyValue): Scalar {
  if (isEmptyList(value)) return '';
  if (!isJavaNumber(value)) return value;
  const number = Number(value.javaNumber);
  const exact = Number.isSafeInteger(number) || !/^-?\d+$/.test(value.javaNumber);
  return exact && Number.isFinite(number) ? number : value.javaNumber;
}

function leavesOf(data: unknown, path: string): [string, Scalar][] {
  if (typeof data === 'string' || typeof data === 'number' || typeof data === 'boolean') {
    return [[path, data]];
  }
  if (Array.isArray(data)) {
    return data.length === 0
      ? [[path, '']]
      : data.flatMap((item, at) => leavesOf(item, `${path}[${at}]`));
  }
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([key, value]) =>
    leavesOf(value, path === '' ? key : `${path}.${key}`),
  );
}
