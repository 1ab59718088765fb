import type { Decoded } from '../decoded.ts';
import { decodeObject } from './document.ts';
import { MemberReader } from './member-reader.ts';

/** What an operator decided: to keep an application at a commit, in one of three ways, or to let it go. */
export type PinAction = 'hold' | 'pin' | 'rollback' | 'release';

/**
 * A decision of an operator over an application at a label: published retained, so that every config
 * server behind one address serves the same commit (design decision 4).
 */
export interface PinDecision {
  readonly application: string;
  /** The branch or tag that the application asks for. */
  readonly label: string;
  /** One for each Git repository that the application reads from; of a release those it let go. */
  readonly commits: readonly string[];
  readonly action: PinAction;
  /** Name of the caller who decided it. */
  readonly by: string;
  /** Epoch ms. */
  readonly at: number;
  readonly reason?: string;
  /** One more than that of the decision it replaces. */
  readonly revision: number;
}

/** What a decision is about: a later one about the same place replaces it. */
export type PinPlace = Pick<PinDecision, 'application' | 'label'>;

/** Writes a decision. */
export function encodePinDecision(decision: PinDecision): string {
  const { application, label, commits, action, by, at, reason, revision } = decision;
  return JSON.stringify({ application, label, commits, action, by, at, reason, revision });
}

/** Reads a decision. Never throws; unknown members are ignored. */
export function decodePinDecision(payload: Uint8Array): Decoded<PinDecision> {
  const members = decodeObject(payload);
  if (!members.ok) return members;
  const reader = new MemberReader(members.value);
  const reason = reader.optionalText('reason');
  return reader.complete({
    application: reader.text('application'),
    label: reader.text('label'),
    commits: reader.texts('commits'),
    action: reader.oneOf('action', ['hold', 'pin', 'rollback', 'release']),
    by: reader.text('by'),
    at: reader.epochMs('at'),
    ...(typeof reason === 'string' ? { reason } : {}),
    revision: reader.count('revision'),
  });
}
