import type { ConfigRepository } from '../ports/config-repository.ts';

/** What labels mean when a request names none, or names the one that older repositories lack. */
interface LabelRules {
  /** `main` by default. */
  readonly defaultLabel: string;
  /** Whether `master` stands in for a `main` that does not exist; true by default (4.3). */
  readonly tryMasterBranch: boolean;
  /** Whether a label that does not exist is left out of a list of labels. False by default. */
  readonly continueOnMultipleLabelFailure: boolean;
}

/** What an environment says of where it comes from (config-protocol 2.1). */
export interface EnvironmentIdentity {
  readonly version: string | null;
  readonly state: string | null;
}

/** A repository, and how environments are read from it. */
export interface Backend {
  readonly repository: ConfigRepository;
  /** Folders, weakest first; `/` is the root of the repository. See `searchDirectories`. */
  readonly searchPaths: readonly string[];
  readonly labels: LabelRules;
  /** What an environment that comes from this backend alone says of the commits it was read at. */
  readonly identify: (commits: readonly string[]) => EnvironmentIdentity;
}

/** Git: the ids of the commits. */
export function identifiedByCommits(state: EnvironmentIdentity['state']): Backend['identify'] {
  return (commits) => ({ version: commits.join(','), state });
}

/** Plain folders: what the options say. */
export function identifiedAs(version: string | undefined): Backend['identify'] {
  return () => ({ version: version ?? null, state: null });
}

/** Chooses a backend for each key. */
export interface BackendSource {
  of(key: BackendKey): Backend;
  /** All that were chosen, or may be without being opened first. */
  all(): readonly Backend[];
}

/** The part of a query that backends are chosen by. */
export interface BackendKey {
  readonly application: string;
  readonly profiles: string;
  readonly label: string | null;
}

/** The same backend for every key. */
export function singleBackend(backend: Backend): BackendSource {
  return { of: () => backend, all: () => [backend] };
}
