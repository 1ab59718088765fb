import type { OptionLayer } from '@vernal/core/options';
import type { ConfigSource, SchemaNode } from '@vernal/protocol/binding';

const MAX_ITEMS = 1_000;

/**
 * The values that environment variables give. A variable can't be mapped back to a name, so each name
 * that the schema or another source knows is looked for (client-sdk 58).
 */
export function environmentSource(
  layer: OptionLayer,
  schema: SchemaNode,
  names: Iterable<string>,
): ConfigSource {
  const values = new Map(namedBy(schema, '', layer));
  for (const name of names) {
    const entry = layer.find(name);
    if (entry !== undefined) values.set(name, entry.value);
  }
  return { name: 'environment', values };
}

/** What the environment has for the names below a place in the schema. */
function* namedBy(node: SchemaNode, path: string, layer: OptionLayer): Generator<[string, string]> {
  const own = path === '' || node.members.size > 0 ? undefined : layer.find(path);
  if (own !== undefined) yield [path, own.value];
  for (const { name, node: member } of node.members.values()) {
    yield* namedBy(member, path === '' ? name : `${path}.${name}`, layer);
  }
  if (node.items !== undefined) yield* itemsOf(node.items, path, layer);
}

/** Items from 0 on, up to the first that the environment does not have. */
function* itemsOf(
  items: SchemaNode,
  path: string,
  layer: OptionLayer,
): Generator<[string, string]> {
  for (let at = 0; at < MAX_ITEMS; at += 1) {
    const item = [...namedBy(items, `${path}[${at}]`, layer)];
    if (item.length === 0) return;
    yield* item;
  }
}
