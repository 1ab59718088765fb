import { formatPropertyName, resolvePlaceholders } from '@vernal/core/options';
import {
  buildObject,
  type Leaf,
  PropertyTree,
  type Scalar,
  type SchemaNode,
  scalarOf,
} from '@vernal/protocol/binding';
import type { PropertyLayer } from '../property-layer.ts';
import type { Place } from './finding.ts';
import { placeInLayer } from './layer-place.ts';

/** Properties as a service with a certain schema sees them (client-sdk 3.2), as far as files alone tell. */
export class BoundLayers {
  /** What a schema is to look at; undefined where only the environment of the service knows the value. */
  readonly value: unknown;
  readonly #layers: readonly PropertyLayer[];
  readonly #tree: PropertyTree;
  readonly #unknown = new Set<string>();

  /** @param layers strongest first */
  constructor(layers: readonly PropertyLayer[], schema: SchemaNode) {
    this.#layers = layers;
    const sources = layers.map(({ name, values }) => ({
      name,
      values: new Map([...values].map(([key, { value }]) => [key, scalarOf(value)])),
    }));
    this.#tree = new PropertyTree(sources, schema);
    this.value = buildObject(this.#tree.root, schema, (leaf) => this.#valueOf(leaf));
  }

  /** Whether a name, or one below it, has a value. */
  has(path: readonly string[]): boolean {
    return this.#firstAt(path) !== undefined;
  }

  /** Whether the value of a name, or of one below it, is for the service to know. */
  isUnknown(path: readonly string[]): boolean {
    const name = formatPropertyName(path);
    return [...this.#unknown].some((unknown) => isWithin(unknown, name));
  }

  /** Where a name, or the first below it, has its value; `uri` is that of the repository. */
  placeOf(path: readonly string[], uri: string): Place | undefined {
    const leaf = this.#firstAt(path);
    const layer = this.#layers.find(({ name }) => name === leaf?.source);
    return leaf === undefined || layer === undefined
      ? undefined
      : placeInLayer(layer, leaf.key, uri);
  }

  #firstAt(path: readonly string[]): Leaf | undefined {
    const name = formatPropertyName(path);
    const exact = this.#tree.find(name);
    if (exact !== undefined) return exact;
    for (const leaf of this.#tree.leaves()) if (isWithin(leaf.path, name)) return leaf;
    return undefined;
  }

  #valueOf({ path, value }: Leaf): Scalar | undefined {
    if (typeof value !== 'string' || !value.includes('${')) return value;
    const resolved = resolvePlaceholders(value, (name) => this.#textOf(name));
    if (resolved.ok) return resolved.value;
    this.#unknown.add(path);
    return undefined;
  }

  #textOf(name: string): string | undefined {
    const leaf = this.#tree.find(name);
    return leaf === undefined ? undefined : String(leaf.value);
  }
}

function isWithin(path: string, name: string): boolean {
  return path === name || name === '' || path.startsWith(`${name}.`) || path.startsWith(`${name}[`);
}
