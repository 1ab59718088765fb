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

/** Judges what is pushed before it is accepted. */
export interface PushCheck {
  check(pushed: PushedLabel, objects: PushedObjects): Promise<PushReport>;
}
