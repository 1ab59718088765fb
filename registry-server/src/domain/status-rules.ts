import type { InstanceStatus } from '@vernal/protocol/eureka';
import type { Origin } from './cause.ts';

/** What decides the status of an instance. */
export interface StatusQuestion {
  readonly instanceId: string;
  /** What the instance says of itself. */
  readonly reported: InstanceStatus;
  /** Status of the lease that the registry holds already. */
  readonly existing: InstanceStatus | undefined;
  readonly origin: Origin;
}

/** Answers, or leaves the question to the next rule. */
export type StatusRule = (question: StatusQuestion) => InstanceStatus | undefined;

/** UP and OUT_OF_SERVICE are what an operator decides on; everything else the instance knows best. */
function canBeOverridden(status: InstanceStatus | undefined): boolean {
  return status === 'UP' || status === 'OUT_OF_SERVICE';
}

/** Rule 1 of eureka-protocol 4.7: DOWN, STARTING and UNKNOWN are believed. */
export const believeUnavailable: StatusRule = ({ reported }) =>
  canBeOverridden(reported) ? undefined : reported;

/** Rule 2: an override decides. */
export function applyOverride(
  find: (instanceId: string) => InstanceStatus | undefined,
): StatusRule {
  return ({ instanceId }) => find(instanceId);
}

/** Rule 3: for a client the status that the registry holds already stays. */
export const keepExisting: StatusRule = ({ existing, origin }) =>
  origin === 'client' && canBeOverridden(existing) ? existing : undefined;

/** The first rule that answers wins; without one the reported status stands (rule 4). */
export function decideStatus(
  rules: readonly StatusRule[],
  question: StatusQuestion,
): InstanceStatus {
  for (const rule of rules) {
    const status = rule(question);
    if (status !== undefined) return status;
  }
  return question.reported;
}
