/** Any value of a JSON document. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json };

/** How two documents are compared. */
export interface JsonRules {
  /** Says whether the value at this path may differ; its type may not. */
  readonly isVolatile: (path: readonly string[]) => boolean;
  /** Says whether the value at this path is not looked at. */
  readonly isIgnored?: (path: readonly string[]) => boolean;
  /** Says whether the order of an object's members counts; never by default. */
  readonly isOrdered?: (path: readonly string[]) => boolean;
}

/** True for an object, not an array. */
export function isObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function kindOf(value: Json): string {
  if (value === null) return 'null';
  if (isList(value)) return 'list';
  if (typeof value === 'string') return /^\d+$/.test(value) ? 'digits' : 'string';
  return typeof value;
}

/** A volatile value keeps its type: a number stays a number, digits stay digits, zero stays zero. */
function sameKind(expected: Json, actual: Json): boolean {
  const isZero = (value: Json): boolean => value === 0 || value === '0';
  return kindOf(expected) === kindOf(actual) && isZero(expected) === isZero(actual);
}

function describe(path: readonly string[], expected: Json | undefined, actual: Json | undefined) {
  const show = (value: Json | undefined): string =>
    value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 300);
  return `${path.join('.') || 'body'}: expected ${show(expected)}, got ${show(actual)}`;
}

/** Every place where `actual` is not what was recorded, one line each; empty when they agree. */
export function jsonDifferences(
  expected: Json,
  actual: Json,
  rules: JsonRules,
  path: readonly string[] = [],
): string[] {
  if (mayDiffer(expected, actual, rules, path)) return [];
  if (isList(expected) && isList(actual)) return listDifferences(expected, actual, rules, path);
  if (isObject(expected) && isObject(actual))
    return memberDifferences(expected, actual, rules, path);
  return expected === actual ? [] : [describe(path, expected, actual)];
}

function mayDiffer(expected: Json, actual: Json, rules: JsonRules, path: readonly string[]) {
  if (rules.isIgnored?.(path) === true) return true;
  return rules.isVolatile(path) && sameKind(expected, actual);
}

function listDifferences(
  expected: readonly Json[],
  actual: readonly Json[],
  rules: JsonRules,
  path: readonly string[],
): string[] {
  if (expected.length !== actual.length) return [describe(path, expected, actual)];
  return expected.flatMap((item, index) => {
    const other = actual[index];
    return other === undefined ? [] : jsonDifferences(item, other, rules, [...path, String(index)]);
  });
}

function memberDifferences(
  expected: { readonly [key: string]: Json },
  actual: { readonly [key: string]: Json },
  rules: JsonRules,
  path: readonly string[],
): string[] {
  const names = Object.keys(expected);
  const found = Object.keys(actual);
  if (rules.isOrdered?.(path) === true && names.join('\n') !== found.join('\n')) {
    return [describe([...path, '(order of members)'], names, found)];
  }
  return [...new Set([...names, ...found])].flatMap((name) => {
    const [wanted, got] = [expected[name], actual[name]];
    const below = [...path, name];
    if (wanted === undefined || got === undefined) return [describe(below, wanted, got)];
    return jsonDifferences(wanted, got, rules, below);
  });
}
