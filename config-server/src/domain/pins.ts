import type { PinAction, PinDecision, PinPlace } from '@vernal/protocol/bus';

/** An application that an operator keeps at a commit of a label, whatever is pushed to it. */
export interface Pin extends PinDecision {
  readonly action: Exclude<PinAction, 'release'>;
}

/** What an operator says; the revision follows from what was decided before. */
export type NewDecision = Omit<PinDecision, 'revision'>;

/** False once the application was let go. */
export function isPin(decision: PinDecision): decision is Pin {
  return decision.action !== 'release';
}

/** One text per place, for maps. */
export function pinnedPlaceText({ application, label }: PinPlace): string {
  return JSON.stringify([application, label]);
}

/**
 * Whether a decision replaces another about the same place. Of two that were made on two servers at once the later
 * wins, and then any, but on every server the same: in whatever order decisions arrive, all end with one.
 */
export function supersedes(one: PinDecision, other: PinDecision): boolean {
  if (one.revision !== other.revision) return one.revision > other.revision;
  if (one.at !== other.at) return one.at > other.at;
  return contentOf(one) > contentOf(other);
}

function contentOf({ action, commits, by, reason }: PinDecision): string {
  return JSON.stringify([action, commits, by, reason ?? null]);
}
