import type { StandardSchemaV1 } from '@standard-schema/spec';
import { fail, type Outcome, succeed } from '@vernal/core';
import { type OptionLayer, resolvePlaceholders } from '@vernal/core/options';
import {
  buildObject,
  type ConfigSource,
  type Leaf,
  PropertyTree,
  type Scalar,
  type SchemaNode,
  schemaNode,
} from '@vernal/protocol/binding';
import { isEncrypted } from '@vernal/protocol/config';
import { environmentSource } from './environment-source.ts';
import { jsonSchemaOf } from './json-schema.ts';

/** Where a value comes from. */
export interface Origin {
  readonly source: string;
  /** The name as that source spells it. */
  readonly key: string;
}

/** A configuration that keeps its schema. */
export interface BoundConfig {
  readonly value: unknown;
  /** Every property in force under its name, placeholders resolved; for comparing. */
  readonly properties: ReadonlyMap<string, Scalar>;
  readonly originOf: (name: string) => Origin | undefined;
}

/** The sources on both sides of the environment, strongest first (client-sdk 59). */
export interface LayeredSources {
  readonly aboveEnvironment: readonly ConfigSource[];
  readonly belowEnvironment: readonly ConfigSource[];
}

/** What binding needs besides the sources. */
export interface BindRules {
  readonly schema?: StandardSchemaV1;
  /** Environment variables. */
  readonly environment: OptionLayer;
}

/**
 * Merges, resolves and validates (client-sdk 3.5). The problems name keys, never values.
 */
export async function bindConfig(
  sources: LayeredSources,
  { schema, environment }: BindRules,
): Promise<Outcome<BoundConfig, readonly string[]>> {
  const names = namesOf(schema);
  const tree = new PropertyTree(withEnvironment(sources, names, environment), names);
  const { properties, problems } = resolveAll(tree, environment);
  if (problems.length > 0) return fail(problems);
  const raw = buildObject(tree.root, names, (leaf) => properties.get(leaf.path) ?? leaf.value);
  const validated = await validate(schema, raw);
  if (!validated.ok) return validated;
  return succeed({ value: validated.value, properties, originOf: (name) => originOf(tree, name) });
}

/** Libraries take long to describe a schema, which never changes. */
const namesBySchema = new WeakMap<StandardSchemaV1, SchemaNode>();

function namesOf(schema: StandardSchemaV1 | undefined): SchemaNode {
  if (schema === undefined) return schemaNode(undefined);
  const names = namesBySchema.get(schema) ?? schemaNode(jsonSchemaOf(schema));
  namesBySchema.set(schema, names);
  return names;
}

function withEnvironment(
  { aboveEnvironment, belowEnvironment }: LayeredSources,
  schema: SchemaNode,
  environment: OptionLayer,
): readonly ConfigSource[] {
  const names = belowEnvironment.flatMap(({ values }) => [...values.keys()]);
  const source = environmentSource(environment, schema, names);
  return [...aboveEnvironment, source, ...belowEnvironment];
}

function originOf(tree: PropertyTree, name: string): Origin | undefined {
  const leaf = tree.find(name);
  return leaf === undefined ? undefined : { source: leaf.source, key: leaf.key };
}

/** Placeholders reach every source and every environment variable (client-sdk 72). */
function resolveAll(
  tree: PropertyTree,
  environment: OptionLayer,
): { properties: Map<string, Scalar>; problems: string[] } {
  const lookup = (name: string): string | undefined => {
    const leaf = tree.find(name);
    return leaf === undefined ? environment.find(name)?.value : String(leaf.value);
  };
  const properties = new Map<string, Scalar>();
  const problems: string[] = [];
  for (const leaf of tree.leaves()) {
    const resolved = resolveLeaf(leaf, lookup);
    if (resolved.ok) properties.set(leaf.path, resolved.value);
    else problems.push(`${leaf.path}: ${resolved.problem}`);
  }
  return { properties, problems };
}

function resolveLeaf(
  { value }: Leaf,
  lookup: (name: string) => string | undefined,
): Outcome<Scalar, string> {
  if (isEncrypted(value)) return fail('is still encrypted; its server has no key for it');
  return typeof value === 'string' ? resolvePlaceholders(value, lookup) : succeed(value);
}

async function validate(
  schema: StandardSchemaV1 | undefined,
  raw: unknown,
): Promise<Outcome<unknown, readonly string[]>> {
  if (schema === undefined) return succeed(raw);
  const result = await schema['~standard'].validate(raw);
  return result.issues === undefined
    ? succeed(result.value)
    : fail(result.issues.map((issue) => describeIssue(issue, raw)));
}

/** Some libraries quote the value they refuse; it may be a secret. */
function describeIssue({ path = [], message }: StandardSchemaV1.Issue, raw: unknown): string {
  const keys = path.map((segment) => (typeof segment === 'object' ? segment.key : segment));
  const value = keys.reduce<unknown>((data, key) => memberOf(data, key), raw);
  const text = typeof value === 'object' ? '' : String(value ?? '');
  const safe = text === '' ? message : message.replaceAll(text, '******');
  return [keys.map(String).join('.'), safe].filter((part) => part !== '').join(': ');
}

function memberOf(data: unknown, key: PropertyKey): unknown {
  return typeof data === 'object' && data !== null ? Reflect.get(data, key) : undefined;
}
