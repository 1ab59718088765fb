import type { Scalar } from './config-source.ts';
import type { Leaf, TreeNode } from './property-tree.ts';
import { type SchemaNode, UNKNOWN_NODE, uniformSegment } from './schema-node.ts';

/** Gives the final value of a leaf; undefined when nobody knows it. */
export type Resolve = (leaf: Leaf) => Scalar | undefined;

/** The nested object that a service sees; a comma text becomes a list where the schema has one (client-sdk 3.2). */
export function buildObject(node: TreeNode, schema: SchemaNode, resolve: Resolve): unknown {
  if (node.leaf !== undefined) return typedValue(resolve(node.leaf), schema);
  const children = [...node.children.values()];
  const items = itemsOf(children);
  if (items !== undefined) {
    return items.map((child) => buildObject(child, schema.items ?? UNKNOWN_NODE, resolve));
  }
  return Object.fromEntries(
    children.map((child) => {
      const member = schema.members.get(uniformSegment(child.name));
      return [child.name, buildObject(child, member?.node ?? UNKNOWN_NODE, resolve)];
    }),
  );
}

function typedValue(value: Scalar | undefined, schema: SchemaNode): unknown {
  if (value === undefined || schema.items === undefined) return value;
  const text = String(value).trim();
  return text === '' ? [] : text.split(',').map((item) => item.trim());
}

/** Indexes from 0 on without a gap make a list; anything else numeric is a map. */
function itemsOf(children: readonly TreeNode[]): readonly TreeNode[] | undefined {
  const items = children.toSorted((a, b) => Number(a.name) - Number(b.name));
  const list = items.length > 0 && items.every((child, at) => child.name === String(at));
  return list ? items : undefined;
}
