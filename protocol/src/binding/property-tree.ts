import { formatPropertyName, type PropertyName, parsePropertyName } from '@vernal/core/options';
import type { ConfigSource, Scalar } from './config-source.ts';
import { type SchemaNode, spelledBy, uniformSegment } from './schema-node.ts';

/** A value in force and where it comes from. */
export interface Leaf {
  /** The name as the tree spells it. */
  readonly path: string;
  readonly value: Scalar;
  readonly source: string;
  /** The name as the source spells it. */
  readonly key: string;
}

/** One place of the tree. */
export interface TreeNode {
  /** The last segment of the place, as it is spelled. */
  name: string;
  leaf?: Leaf;
  /** The source whose list this is. */
  listOf?: ConfigSource;
  readonly children: Map<string, TreeNode>;
}

/** All properties of several sources, the strongest first: maps merged, lists replaced whole (client-sdk 60). */
export class PropertyTree {
  readonly root: TreeNode = { name: '', children: new Map() };
  readonly #schema: SchemaNode;

  /** @param schema how names are spelled, as far as it knows them */
  constructor(sources: readonly ConfigSource[], schema: SchemaNode) {
    this.#schema = schema;
    for (const source of sources) {
      for (const [key, value] of source.values) this.#insert(source, key, value);
    }
  }

  /** The value of a name, in any spelling. */
  find(name: string): Leaf | undefined {
    let node: TreeNode | undefined = this.root;
    for (const segment of parsePropertyName(name))
      node = node?.children.get(uniformSegment(segment));
    return node?.leaf;
  }

  /** Every value in force. */
  *leaves(node: TreeNode = this.root): Generator<Leaf> {
    if (node.leaf !== undefined) yield node.leaf;
    for (const child of node.children.values()) yield* this.leaves(child);
  }

  /** Adds a value unless a stronger source has one there, above or below. */
  #insert(source: ConfigSource, key: string, value: Scalar): void {
    const name = spelledBy(this.#schema, parsePropertyName(key));
    const node = this.#place(source, name);
    if (node === undefined || node.leaf !== undefined || node.children.size > 0) return;
    node.leaf = { path: formatPropertyName(name), value, source: source.name, key };
  }

  /** Undefined when the place belongs to a stronger source. A weaker source decides the spelling. */
  #place(source: ConfigSource, name: PropertyName): TreeNode | undefined {
    let node = this.root;
    for (const segment of name) {
      if (node.leaf !== undefined) return undefined;
      if (isIndex(segment)) {
        if (node.children.size === 0) node.listOf = source;
        if (node.listOf !== source) return undefined;
      }
      const id = uniformSegment(segment);
      const child: TreeNode = node.children.get(id) ?? { name: segment, children: new Map() };
      child.name = segment;
      node.children.set(id, child);
      node = child;
    }
    return node;
  }
}

/** Whether a segment is the index of a list element. */
function isIndex(segment: string): boolean {
  return /^\d{1,6}$/.test(segment);
}
