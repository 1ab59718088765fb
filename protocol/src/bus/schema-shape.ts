import { fail, type Outcome, succeed } from '@vernal/core';
import { isObject } from './document.ts';

/** A JSON Schema of draft 2020-12. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** Nobody's configuration is deeper. */
const MAX_DEPTH = 32;
/** Places in a schema, whatever they hold. */
const MAX_PLACES = 4_000;
/** Of a name, a pattern, or a value of an enumeration. */
const MAX_TEXT = 500;

const LOCAL_REFERENCE = /^#(?:\/\$defs\/[^/]+)?$/;
const TYPES: ReadonlySet<unknown> = new Set([
  'string',
  'number',
  'integer',
  'boolean',
  'object',
  'array',
  'null',
]);

type Read = (value: unknown, depth: number) => unknown;

/**
 * What of a schema says whether a configuration fits: the keywords of validation, well-formed, and nothing else. So
 * no default, example or description leaves a service, no reference leads out of the schema, and who compiles it
 * meets nothing unexpected. What is left out makes the schema milder, never stricter.
 *
 * @returns the problem when it is deeper or larger than any configuration
 */
export function schemaShape(schema: unknown): Outcome<JsonSchema, string> {
  const reader = new ShapeReader();
  const shape = reader.schema(schema, 0);
  if (reader.problem !== undefined) return fail(reader.problem);
  return succeed(isObject(shape) ? shape : {});
}

/** Reads one schema; `problem` is set when it was too much. */
class ShapeReader {
  problem: string | undefined;
  #places = 0;
  readonly #keywords: Readonly<Record<string, Read>> = {
    $ref: (value) => textMatching(value, LOCAL_REFERENCE),
    $defs: (value, depth) => this.#schemasByName(value, depth),
    properties: (value, depth) => this.#schemasByName(value, depth),
    items: (value, depth) => this.schema(value, depth),
    additionalProperties: (value, depth) => this.schema(value, depth),
    propertyNames: (value, depth) => this.schema(value, depth),
    not: (value, depth) => this.schema(value, depth),
    prefixItems: (value, depth) => this.#schemas(value, depth),
    anyOf: (value, depth) => this.#schemas(value, depth),
    oneOf: (value, depth) => this.#schemas(value, depth),
    allOf: (value, depth) => this.#schemas(value, depth),
    type: typeNames,
    enum: (value) => this.#list(value, scalar),
    const: scalar,
    required: (value) => this.#list(value, shortText),
    pattern,
    uniqueItems: (value) => (typeof value === 'boolean' ? value : undefined),
    minLength: finite,
    maxLength: finite,
    minItems: finite,
    maxItems: finite,
    minProperties: finite,
    maxProperties: finite,
    minimum: finite,
    maximum: finite,
    exclusiveMinimum: finite,
    exclusiveMaximum: finite,
    multipleOf: (value) => (typeof value === 'number' && value > 0 ? finite(value) : undefined),
  };

  schema(value: unknown, depth: number): unknown {
    if (typeof value === 'boolean') return value;
    if (!isObject(value) || !this.#hasRoom(depth)) return undefined;
    const members = Object.entries(value).flatMap(([name, member]) => {
      const read = Object.hasOwn(this.#keywords, name) ? this.#keywords[name] : undefined;
      const kept = isMeantWith(name, value) ? read?.(member, depth + 1) : undefined;
      return kept === undefined ? [] : [[name, kept] as const];
    });
    return Object.fromEntries(members);
  }

  #schemas(value: unknown, depth: number): unknown {
    const schemas = this.#list(value, (one) => this.schema(one, depth));
    return schemas?.length === 0 ? undefined : schemas;
  }

  #schemasByName(value: unknown, depth: number): unknown {
    if (!isObject(value)) return undefined;
    const schemas = Object.entries(value).flatMap(([name, one]) => {
      const schema = shortText(name) === undefined ? undefined : this.schema(one, depth);
      return schema === undefined ? [] : [[name, schema] as const];
    });
    return Object.fromEntries(schemas);
  }

  /** undefined unless every member can be read: fewer alternatives would make the schema stricter. */
  #list(value: unknown, read: (one: unknown) => unknown): readonly unknown[] | undefined {
    if (!Array.isArray(value) || !this.#hasRoom(0, value.length)) return undefined;
    const members: unknown[] = value.map(read);
    return members.includes(undefined) ? undefined : members;
  }

  #hasRoom(depth: number, places = 1): boolean {
    this.#places += places;
    if (depth > MAX_DEPTH) this.problem = `is deeper than ${MAX_DEPTH} levels`;
    else if (this.#places > MAX_PLACES) this.problem = `has more than ${MAX_PLACES} places`;
    return this.problem === undefined;
  }
}

/** Additional properties are those that no pattern, which is left out, takes either. */
function isMeantWith(keyword: string, { patternProperties }: JsonSchema): boolean {
  return keyword !== 'additionalProperties' || patternProperties === undefined;
}

function typeNames(value: unknown): unknown {
  const names: unknown[] = Array.isArray(value) ? [...new Set(value)] : [value];
  const known = names.length > 0 && names.every((name) => TYPES.has(name));
  return known ? value : undefined;
}

function finite(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

function scalar(value: unknown): unknown {
  if (typeof value === 'boolean' || value === null) return value;
  return typeof value === 'number' ? finite(value) : shortText(value);
}

function shortText(value: unknown): string | undefined {
  return typeof value === 'string' && value.length <= MAX_TEXT ? value : undefined;
}

function textMatching(value: unknown, form: RegExp): string | undefined {
  const text = shortText(value);
  return text !== undefined && form.test(text) ? text : undefined;
}

/** Only what this engine takes for a regular expression. */
function pattern(value: unknown): string | undefined {
  const text = shortText(value);
  if (text === undefined) return undefined;
  try {
    void new RegExp(text);
    return text;
  } catch {
    return undefined;
  }
}
