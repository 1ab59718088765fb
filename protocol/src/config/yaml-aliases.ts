import { type Alias, isAlias, isCollection, isNode, isPair, type Node } from 'yaml';

/** What the aliases of one document stand for. */
export interface ResolvedAliases {
  readonly targets: ReadonlyMap<Alias, Node>;
  /** The first alias that no anchor stands before; those behind it are not resolved. */
  readonly unknown: Alias | undefined;
}

/** An alias stands for the node with the last anchor of its name before it, wherever that is (YAML 1.1, 3.2.2.2). */
export function resolveAliases(contents: Node | null): ResolvedAliases {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  for (const node of inOrder(contents)) {
    const { anchor }: { anchor?: string } = node;
    if (anchor !== undefined) anchors.set(anchor, node);
    if (!isAlias(node)) continue;
    const target = anchors.get(node.source);
    if (target === undefined) return { targets, unknown: node };
    targets.set(node, target);
  }
  return { targets, unknown: undefined };
}

/** The nodes as they begin in the file, each once. Without recursion: a file may be nested deeply. */
function* inOrder(root: Node | null): Generator<Node> {
  const ahead: unknown[] = [root];
  while (ahead.length > 0) {
    const next = ahead.pop();
    if (isPair(next)) ahead.push(next.value, next.key);
    if (!isNode(next)) continue;
    yield next;
    if (!isCollection(next)) continue;
    for (const item of [...next.items].reverse()) ahead.push(item);
  }
}
