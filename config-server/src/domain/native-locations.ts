/** The folders of a native backend. */
export interface NativeLocations {
  /** The folders to look into: those before the first placeholder. Absolute, none inside of another. */
  readonly roots: readonly string[];
  /** Where files are searched, weakest first, as search paths below `/`. */
  readonly searchPaths: readonly string[];
}

/** How `native.search-locations` are read. */
export interface LocationRules {
  /** Whether the folder named as the label is searched in each, stronger than all (config-protocol 4.8). */
  readonly addLabelLocations: boolean;
  /** Makes a path absolute; keeps placeholders. */
  readonly absolute: (path: string) => string;
}

/** Those that can't be folders of this machine: `classpath:`, an address. */
export function foreignLocations(locations: readonly string[]): readonly string[] {
  return locations.filter((location) => /^(?!file:)[a-z][a-z0-9+.-]+:/i.test(location));
}

/** Reads `native.search-locations`. */
export function nativeLocations(
  locations: readonly string[],
  { addLabelLocations, absolute }: LocationRules,
): NativeLocations {
  const paths = locations.map((location) => absolute(pathOf(location)).replace(/\/*$/, '/'));
  const labelled = addLabelLocations ? paths.filter(isPlain).map((path) => `${path}{label}/`) : [];
  return { roots: outermost(paths.map(rootOf)), searchPaths: [...paths, ...labelled] };
}

function pathOf(location: string): string {
  return location.replace(/^file:(?:\/\/(?=\/))?/, '');
}

function isPlain(path: string): boolean {
  return !path.includes('{');
}

/** The folders before the first placeholder or wildcard. */
function rootOf(path: string): string {
  const fixed = path.split(/[{*?]/, 1)[0] ?? '';
  return fixed.slice(0, fixed.lastIndexOf('/') + 1);
}

function outermost(roots: readonly string[]): string[] {
  return [...new Set(roots)].filter(
    (root) => !roots.some((other) => other !== root && root.startsWith(other)),
  );
}
