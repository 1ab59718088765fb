import type { Finding } from '../domain/checks/finding.ts';
import type { ConfigRepository } from './config-repository.ts';

/** A branch or tag as a push would leave it. */
export interface PushedLabel {
  readonly label: string;
  readonly commit: string;
  /** What the label meant before; undefined for a new one. */
  readonly before?: string;
}

/** Reads commits whose objects may not be accepted yet. */
export type PushedObjects = Pick<ConfigRepository, 'uri' | 'files' | 'read'>;

/** What a push would make of the services. */
export interface PushReport {
  readonly verdict: 'accepted' | 'refused';
  /** In the order in which the pusher should read them; those that refuse first. */
  readonly findings: readonly Finding[];
}

/** Until when a push may be judged. */
export interface PushDeadline {
  readonly passed: boolean;
}

/** Judges what is pushed before it is accepted. */
export interface PushCheck {
  /** Begins the time that one push has for all its branches and tags. It is over when `signal` says so, too. */
  begin(signal?: AbortSignal): PushDeadline;
  /** Refuses what it can not look at before `deadline`. */
  check(pushed: PushedLabel, objects: PushedObjects, deadline: PushDeadline): Promise<PushReport>;
}
