/** The three keys of a config query, as a service asks for them. */
export interface ConfigKey {
  readonly application: string;
  /** The comma list as requested, `default` when none is active. */
  readonly profiles: string;
  /** null: the server's default label. */
  readonly label: string | null;
}

/**
 * The commit that is in force for one config key: published retained, so that a service that was away
 * finds out on reconnecting (design decision 5).
 */
export interface ConfigState extends ConfigKey {
  readonly commit: string;
  /** Names of the keys whose effective value changed with this commit, the first 1,000; values never. */
  readonly changedKeys: readonly string[];
  /** Epoch ms at which the server put the commit in force. */
  readonly changedAt: number;
  /** Id of the refresh event that announced it to Spring clients. */
  readonly eventId: string;
}

/**
 * What an instance did with a commit. `acknowledged` is what Spring's own acknowledgement tells: that the refresh was
 * handled, not what came of it.
 */
export type ApplyOutcome = 'applied' | 'unchanged' | 'refused' | 'failed' | 'acknowledged';

/** A commit that an instance runs with. */
export interface RunningCommit {
  readonly commit: string;
  /** Epoch ms. */
  readonly since: number;
}

/** Published retained, one per instance: who runs which commit. Carries Spring's ack members besides. */
export interface Acknowledgement {
  readonly eventId: string;
  readonly busId: string;
  readonly application: string;
  /** Empty while the instance is not registered. */
  readonly instanceId: string;
  /** What it asks for, besides the application; absent from senders that do not say. */
  readonly profiles?: string;
  /** Empty: the server's default label. */
  readonly label?: string;
  /** What it went on with when it refused a commit or could not get it; absent when it knows none. */
  readonly running?: RunningCommit;
  /** Empty when a plain Spring refresh, which names none, could not be followed. */
  readonly commit: string;
  readonly outcome: ApplyOutcome;
  /** Why it was refused or failed; names of keys, never their values. */
  readonly problem?: string;
  /** Epoch ms. */
  readonly at: number;
}

/** Tells the other config servers that a repository may have changed, so that they look at it now. */
export interface RepositoryChange {
  /** Bus id of the server that noticed it. */
  readonly by: string;
  /** Epoch ms. */
  readonly at: number;
}

/** Tells that the registry changed, so that a client fetches its delta now (design decision 7). */
export interface RegistryChange {
  /** Upper-case names of the applications that changed. */
  readonly applications: readonly string[];
  /** Epoch ms. */
  readonly at: number;
}
