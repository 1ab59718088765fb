import type { PropertyLayer } from '../property-layer.ts';
import { type Place, placeIn } from './finding.ts';

/** Stands behind the name of a file that has several documents (config-protocol 2.2). */
const DOCUMENT = / \(document #\d+\)$/;

/** Where a property has the value that a service gets; of layers the strongest first. */
export function placeOfProperty(layers: readonly PropertyLayer[], key: string, uri: string): Place {
  const layer = layers.find(({ values }) => values.has(key));
  return layer === undefined ? { path: '' } : placeInLayer(layer, key, uri);
}

/** Where a layer has a property; in the repository of `uri` by its path there. */
export function placeInLayer({ name, values }: PropertyLayer, key: string, uri: string): Place {
  const path = (name.startsWith(`${uri}/`) ? name.slice(uri.length + 1) : name).replace(
    DOCUMENT,
    '',
  );
  return placeIn(path, values.get(key)?.origin ?? '');
}
