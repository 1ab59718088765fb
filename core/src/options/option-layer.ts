import {
  environmentNames,
  type PropertyName,
  parsePropertyName,
  uniformName,
  uniformSegment,
} from './property-name.ts';

/** Where a layer comes from. A later kind wins over an earlier one. */
export type LayerKind = 'file' | 'environment' | 'flag';

/** One value as it was written. */
export interface OptionEntry {
  /** The name as it was written: a property name, or that of an environment variable. */
  readonly name: string;
  readonly value: string;
  /** Where it stands, for people: `application.yml`, `environment variable SERVER_PORT`, `--server.port`. */
  readonly origin: string;
  /** The value is a secret whatever the option is, and no message may show it; absent: the option says so. */
  readonly hidden?: boolean;
}

/** An entry whose name lies below a prefix. */
export interface EntryBelow {
  /** What follows the prefix, as it was written. */
  readonly rest: PropertyName;
  readonly entry: OptionEntry;
}

/** Values of one origin, found by relaxed name (client-sdk 3.2). */
export interface OptionLayer {
  readonly kind: LayerKind;
  readonly entries: readonly OptionEntry[];
  find(property: string): OptionEntry | undefined;
  below(prefix: string): readonly EntryBelow[];
}

/** A layer whose names are property names: a file, flags, settings given by a program. The last of equal names wins. */
export function namedLayer(kind: LayerKind, entries: readonly OptionEntry[]): OptionLayer {
  const parsed = entries.map((entry) => ({ entry, name: parsePropertyName(entry.name) }));
  const byName = new Map(parsed.map(({ entry, name }) => [uniformName(name), entry]));

  return {
    kind,
    entries,
    find: (property) => byName.get(uniformName(parsePropertyName(property))),
    below(prefix) {
      const start = parsePropertyName(prefix).map(uniformSegment);
      return parsed
        .filter(({ name }) => name.length > start.length)
        .filter(({ name }) =>
          start.every((segment, at) => segment === uniformSegment(name[at] ?? '')),
        )
        .map(({ entry, name }) => ({ entry, rest: name.slice(start.length) }));
    },
  };
}

/**
 * The environment. A variable can't be mapped back to a property name without knowing the names, so
 * the known name is mapped to the variable: `MY_SERVICE_0_OTHER` is `my.service[0].other` (client-sdk 3.2).
 */
export function environmentLayer(
  variables: Readonly<Record<string, string | undefined>>,
): OptionLayer {
  const entries = Object.entries(variables).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, value, origin: `environment variable ${name}` }],
  );
  return variableLayer(entries);
}

/** A layer whose names are written as those of variables: in underscores. */
export function variableLayer(entries: readonly OptionEntry[]): OptionLayer {
  const byName = new Map(entries.map((entry) => [entry.name.toLowerCase(), entry]));

  return {
    kind: 'environment',
    entries,
    find(property) {
      const names = environmentNames(parsePropertyName(property));
      return names.map((name) => byName.get(name)).find((entry) => entry !== undefined);
    },
    below(prefix) {
      const starts = environmentNames(parsePropertyName(prefix)).map((name) => `${name}_`);
      return [...byName].flatMap(([name, entry]) => {
        const start = starts.find((candidate) => name.startsWith(candidate));
        return start === undefined ? [] : [{ entry, rest: name.slice(start.length).split('_') }];
      });
    },
  };
}
