import type { Cancel, Lifecycle } from '@vernal/core';

/** How a repository is doing, for health and metrics. */
export interface RepositoryStatus {
  /** False while nothing can be read at all. */
  readonly available: boolean;
  /** Epoch ms of the last successful check of the remote, by an earlier run too; undefined before it. */
  readonly checkedAt?: number;
  /** Why the last check failed; what was read before is served on. Holds no credentials. */
  readonly problem?: string;
  /** Epoch ms of the first check that failed in a row; only with a `problem`, and only of a remote. */
  readonly problemSince?: number;
}

/** What a commit says of itself. */
export interface CommitInfo {
  readonly commit: string;
  /** The commit that it was made on, the first one of a merge; undefined for the oldest. */
  readonly parent?: string;
  /** `Name <address>`, as the author calls himself. */
  readonly author: string;
  /** Epoch ms. */
  readonly committedAt: number;
  /** The first line of the message. */
  readonly subject: string;
}

/** A file as a commit leaves it. */
export interface FileChange {
  readonly path: string;
  /** undefined when it is, or was, something else than a file: removed, a link, a submodule. */
  readonly objectId?: string;
}

/** A commit, and what it changed against its first parent. */
export interface LoggedCommit extends CommitInfo {
  readonly changes: readonly FileChange[];
}

/**
 * A Git repository read at commits. Labels move, commits never change: whatever is cached by commit
 * stays right (design decision 4).
 */
export interface ConfigRepository extends Lifecycle {
  /** The start of every property source's name; no credentials, no trailing slash. */
  readonly uri: string;
  readonly status: RepositoryStatus;
  /**
   * A text that changes whenever the first of `labels` that exists may have become another one, or
   * mean another commit. undefined when that can't be told without asking the remote: call
   * `refresh()` first.
   */
  stamp(labels: readonly string[]): string | undefined;
  /**
   * Brings the labels up to date as `refresh-rate` demands; at once for a local repository. Bounded in
   * time and never rejects: when the remote is down, what is there is served.
   */
  refresh(): Promise<void>;
  /** Asks the remote now, whatever `refresh-rate` says. Calls made meanwhile share one check. */
  fetch(): Promise<void>;
  /** The full id of the commit that a branch, tag or commit id means; undefined when there is none. */
  commitOf(label: string): Promise<string | undefined>;
  /**
   * The files of a commit, path to object id; a symbolic link stands for what it leads to inside the commit.
   * Rejects when there is no such commit.
   */
  files(commit: string): Promise<ReadonlyMap<string, string>>;
  /** Epoch ms at which a commit was made. Rejects when there is no such commit. */
  committedAt(commit: string): Promise<number>;
  /** A commit and those before it, newest first. Throws when there is no such commit. What has no history does not have it. */
  log?(commit: string): AsyncIterable<LoggedCommit>;
  /** Whether a commit is `later` or one of those before it, those of merged branches too. With `log` alone. */
  isPartOf?(commit: string, later: string): Promise<boolean>;
  /** The bytes of an object of `files`. Rejects with `FileTooLargeError` when there are more than `maxBytes`. */
  read(objectId: string, maxBytes?: number): Promise<Uint8Array>;
  /** Called when labels may have moved. */
  onChange(run: () => void): Cancel;
}
