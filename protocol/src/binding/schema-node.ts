import { type PropertyName, uniformName } from '@vernal/core/options';

/** What a schema says of one place in the configuration. */
export interface SchemaNode {
  /** Members by the form in which names are compared, with the spelling that the schema uses. */
  readonly members: ReadonlyMap<string, { readonly name: string; readonly node: SchemaNode }>;
  /** Present when the place holds a list. */
  readonly items?: SchemaNode;
}

/** Where a schema says nothing. */
export const UNKNOWN_NODE: SchemaNode = { members: new Map() };

const MAX_DEPTH = 16;

/**
 * The names that a JSON Schema knows. Binding goes from the schema to the name (client-sdk 3.2): `tax-rate` in a
 * file and `PRICING_TAXRATE` in the environment both reach a member spelled `taxRate`.
 */
export function schemaNode(jsonSchema: unknown): SchemaNode {
  return nodeOf(jsonSchema, 0);
}

/** The name with every member spelled as the schema has it; what it doesn't know stays as written. */
export function spelledBy(root: SchemaNode, name: PropertyName): PropertyName {
  let node: SchemaNode | undefined = root;
  return name.map((segment) => {
    const member = node?.members.get(uniformSegment(segment));
    node = member?.node ?? node?.items;
    return member?.name ?? segment;
  });
}

/** Letters and digits in lower case; a segment with signs, such as a path, is compared as it is. */
export function uniformSegment(segment: string): string {
  return /^[\p{L}\p{N}_-]+$/u.test(segment) ? uniformName([segment]) : segment;
}

function nodeOf(schema: unknown, depth: number): SchemaNode {
  if (!isRecord(schema) || depth > MAX_DEPTH) return UNKNOWN_NODE;
  const variants = variantsOf(schema).map((variant) => nodeOf(variant, depth + 1));
  const items = isRecord(schema['items'])
    ? nodeOf(schema['items'], depth + 1)
    : variants.find((variant) => variant.items !== undefined)?.items;
  const inherited = variants.flatMap((variant) => [...variant.members]);
  const members = new Map([...inherited, ...ownMembers(schema['properties'], depth)]);
  return { members, ...(items === undefined ? {} : { items }) };
}

type Member = readonly [string, { readonly name: string; readonly node: SchemaNode }];

function ownMembers(properties: unknown, depth: number): readonly Member[] {
  return Object.entries(isRecord(properties) ? properties : {}).map(([name, property]) => [
    uniformSegment(name),
    { name, node: nodeOf(property, depth + 1) },
  ]);
}

function variantsOf(schema: Record<string, unknown>): readonly unknown[] {
  return ['anyOf', 'oneOf', 'allOf'].flatMap((key) => {
    const variants = schema[key];
    return Array.isArray(variants) ? variants : [];
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
