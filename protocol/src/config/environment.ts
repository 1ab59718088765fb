/**
 * A property value of an environment. `JavaNumber` keeps what JSON.parse would lose: `1.0` is not `1`
 * to a Java client, and big integers are exact.
 */
export type PropertyValue = string | boolean | number | JavaNumber | EmptyList;

/** A number whose text on the wire matters (config-protocol 2.5). */
export interface JavaNumber {
  readonly javaNumber: string;
}

/** What release train 2021.0 writes where a file has an empty list. Its text is empty (config-protocol 2.5). */
export type EmptyList = readonly [];

/** One named map of properties; of several, the earlier wins. */
export interface PropertySource {
  /** `<repository uri>/<path>`; clients parse it (config-protocol 2.2). */
  readonly name: string;
  /** In the order of the answer, which a map keeps for every key; an object would put whole numbers first. */
  readonly source: ReadonlyMap<string, PropertyValue>;
}

/** The answer to a config query (config-protocol 2.1). */
export interface Environment {
  readonly name: string;
  /** One element: the raw comma list of the request. */
  readonly profiles: readonly string[];
  /** As requested; null when the request had none. */
  readonly label: string | null;
  /** The commit it was read from, or null. */
  readonly version: string | null;
  readonly state: string | null;
  /** Strongest first. */
  readonly propertySources: readonly PropertySource[];
}
