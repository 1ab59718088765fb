/** What a change of the configuration touched. */
export interface ConfigChange {
  /** Keys that were added, changed or removed, sorted; never their values. */
  readonly keys: readonly string[];
  /** The commit that is in force now; undefined when it came from no server. */
  readonly version: string | undefined;
}

/** Why a configuration was not taken. */
export interface ConfigRejected {
  /** The commit that was refused. */
  readonly version: string | undefined;
  /** One line per problem: the key and what is wrong, never the value. */
  readonly issues: readonly string[];
}
