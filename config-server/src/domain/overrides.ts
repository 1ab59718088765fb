import { javaMapOrder } from './java-map-order.ts';
import type { PropertyLayer } from './property-layer.ts';

/** Spring clients know the overrides by this name (config-protocol 2.2). */
export const OVERRIDES = 'overrides';
const ORIGIN = 'Config server overrides';

/**
 * The source that beats every file, from `spring.cloud.config.server.overrides`; none when that is
 * empty. They come in the order that Spring's map has. `\{` and `\${` stand for braces that clients resolve (config-protocol 3).
 */
export function overridesLayer(overrides: Readonly<Record<string, string>>): PropertyLayer[] {
  const entries = javaMapOrder(Object.keys(overrides)).map((key) => {
    return [key, { value: unescapeBraces(overrides[key] ?? ''), origin: ORIGIN }] as const;
  });
  return entries.length === 0 ? [] : [{ name: OVERRIDES, values: new Map(entries) }];
}

function unescapeBraces(value: string): string {
  return value.replaceAll('\\${', '${').replaceAll('\\{', '{');
}
