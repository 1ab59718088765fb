import type { Clock, Logger, Random, Timers } from '@vernal/core';
import type { GitHosts } from './git-hosts.ts';
import type { HttpTransport } from './git-transport.ts';
import type { ReaderPool } from './reader-pool.ts';
import type { RepositoryAddress } from './repository-address.ts';
import type { SshTransport } from './ssh-files.ts';
import type { TreeCache } from './tree-entries.ts';

/** What a Git repository is opened with. */
export interface RepositorySettings {
  readonly address: RepositoryAddress;
  /** The option that has the address, to be named when nothing is there at the start; not set where that is no mistake. */
  readonly option?: string;
  /** Holds the mirrors of remotes; made when needed. */
  readonly mirrorsDir: string;
  /** `refresh-rate`: 0 checks the remote on every request, below 0 never. */
  readonly refreshRateMs: number;
  /** Time between checks of the remote that nobody asked for; never shorter than `refreshRateMs`. */
  readonly pollIntervalMs: number;
  /** How long a request waits for the remote, and how long the remote may stay silent. */
  readonly timeoutMs: number;
  /** What becomes of branches and tags that the remote has deleted; they are kept by default. */
  readonly deletedLabels?: 'keep' | 'forget';
  /** `clone-on-start`: whether a remote that was never fetched may be away at the start. True by default. */
  readonly mayBeAwayAtStart?: boolean;
  /** How many commits of each label a mirror holds; all when not set. With it there is no history. */
  readonly depth?: number;
  /** Bounds how much a Git host is asked. */
  readonly hosts: GitHosts;
  /** How a remote is reached; as Git does by default when not set. */
  readonly http?: HttpTransport;
  readonly ssh?: SshTransport;
  /** Bounds the processes of many repositories. */
  readonly readers?: ReaderPool;
  /** Memory for trees that is shared with other repositories; some of its own when not set. */
  readonly trees?: TreeCache;
  /** Variables of this process, of which Git gets what it needs. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: Random;
  readonly logger: Logger;
}
