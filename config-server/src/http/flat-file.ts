/** The name is greedy: a profile holds no hyphen here (config-protocol 1.2.3). */
const FILE = /^(?<name>.+)-(?<profiles>[^-]+)\.(?<extension>ya?ml|properties|json)$/;

/** What the last segment of a flat format's path says. */
export interface FlatFile {
  readonly name: string;
  readonly profiles: string;
  readonly extension: string;
}

/** `orders-dev.yml` taken apart; undefined for a segment that is no such file. */
export function flatFileNames(segment: string): FlatFile | undefined {
  const { name, profiles, extension } = FILE.exec(segment)?.groups ?? {};
  if (name === undefined || profiles === undefined || extension === undefined) return undefined;
  return { name, profiles, extension };
}
