import type { DaemonHost } from '@vernal/server-kit';
import type { GitHosts } from '../adapters/git/git-hosts.ts';
import type { ReaderPool } from '../adapters/git/reader-pool.ts';
import type { TreeCache } from '../adapters/git/tree-entries.ts';
import type { Backend } from '../backends/backend.ts';
import type { ConfigOptions } from '../config-options.ts';
import type { ConfigRepository } from '../ports/config-repository.ts';

/** What every backend is opened with. */
export interface BackendNeeds {
  readonly options: ConfigOptions;
  readonly host: DaemonHost;
  /** The property that describes it, for messages. */
  readonly place: string;
  /** Repositories by address: those of one address share a mirror. */
  readonly repositories: Map<string, ConfigRepository>;
  /** Bounds how much Git hosts are asked. */
  readonly hosts: GitHosts;
  /** Bounds the processes that read Git objects. */
  readonly readers: ReaderPool;
  /** Git trees by id, of all repositories. */
  readonly trees: TreeCache;
  /** Takes leave of a backend that no key will be given any more. */
  readonly close: (backend: Backend) => void;
}
