import type { Readable, Writable } from 'node:stream';
import type { Lifecycle } from '@vernal/core';
import type { PushedEntry } from '../domain/hosting/pushed-tree.ts';
import type { RefUpdate } from '../domain/hosting/ref-update.ts';
import type { PushedObjects } from './push-check.ts';

/** The programs of Git that serve clients: one to fetch from, one to push to. */
export type GitService = 'upload-pack' | 'receive-pack';

/** The objects of a push that is not accepted yet, together with those that are there. */
export interface PushedCommits extends PushedObjects {
  /** The commit that an object id means, through a tag if need be; undefined for trees and files. */
  commitOf(id: string): Promise<string | undefined>;
  /** Whether a commit goes on from another one, so that nothing is left behind. */
  goesOnFrom(commit: string, before: string): Promise<boolean>;
  /** What a commit adds or changes; compared with the default branch when `before` is undefined. */
  changedEntries(commit: string, before: string | undefined): Promise<readonly PushedEntry[]>;
}

/** Whether a push is accepted, and what the pusher reads. */
export interface Judgement {
  readonly accepted: boolean;
  readonly lines: readonly string[];
}

/** Asked while a push is under way. */
export interface PushHooks {
  /** Before anything is accepted; all refs of a push are accepted or none. After `signal` nobody reads the judgement. */
  judge(
    updates: readonly RefUpdate[],
    commits: PushedCommits,
    signal: AbortSignal,
  ): Promise<Judgement>;
  /** When refs have really changed, also if Git was killed before it could tell. */
  updated(updates: readonly RefUpdate[]): void;
}

/** What Git is asked to do. */
export interface GitCall {
  readonly service: GitService;
  /** `advertise`: list the refs; `answer`: take a request and answer it. */
  readonly phase: 'advertise' | 'answer';
  /** Name of the hosted repository. */
  readonly repository: string;
  /** The header `Git-Protocol`. */
  readonly protocol: string | undefined;
  /** Needed to push. */
  readonly hooks?: PushHooks;
}

/** How a run of Git ended. */
export interface GitEnd {
  readonly ok: boolean;
  /** What Git said on standard error, the end of it; empty when it said nothing. */
  readonly problem: string;
}

/** One run of Git on behalf of a client. */
export interface GitRun {
  readonly input: Writable;
  readonly output: Readable;
  /** Resolves when the process is gone, and so is a judgement that it asked for; never rejects. */
  readonly ended: Promise<GitEnd>;
  /** Ends it early: the client is gone, or time is up. What was not accepted yet is not accepted any more. */
  stop(): void;
}

/** Keeps repositories and serves them. */
export interface GitHost extends Lifecycle {
  /** undefined when too many wait already. Rejects when pushes can't be checked. */
  run(call: GitCall): Promise<GitRun | undefined>;
  /** Whether a repository has no branches and tags, because nobody has pushed to it yet. */
  isEmpty(repository: string): Promise<boolean>;
}
