import { namedLayer, type OptionEntry, type OptionLayer } from './option-layer.ts';

/** Values by property name, as a program gives them; a list becomes elements, undefined is left out. */
export type Settings = Readonly<Record<string, unknown>>;

/** Settings of a program as the highest layer. */
export function settingsLayer(settings: Settings): OptionLayer {
  return namedLayer(
    'flag',
    Object.entries(settings).flatMap(([name, value]) => entriesOf(name, value)),
  );
}

function entriesOf(name: string, value: unknown): OptionEntry[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) {
    const elements: readonly unknown[] = value;
    return elements.flatMap((element, index) => entriesOf(`${name}[${index}]`, element));
  }
  if (typeof value === 'object') {
    return Object.entries(value).flatMap(([key, inner]) => entriesOf(`${name}.${key}`, inner));
  }
  return [{ name, value: String(value), origin: `setting ${name}` }];
}
