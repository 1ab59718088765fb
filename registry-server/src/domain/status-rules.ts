import type { InstanceInfo, InstanceStatus } from '@vernal/protocol/eureka';
import type { Origin } from './cause.ts';
import type { StatusOverrides } from './status-overrides.ts';

/** What decides the status of an instance. */
interface StatusQuestion {
  readonly instanceId: string;
  /** What the instance says of itself. */
  readonly reported: InstanceStatus;
  /** Status of the lease that the registry holds already. */
  readonly existing: InstanceStatus | undefined;
  readonly origin: Origin;
}

/** Answers, or leaves the question to the next rule. */
type StatusRule = (question: StatusQuestion) => InstanceStatus | undefined;

/** UP and OUT_OF_SERVICE are what an operator decides on; everything else the instance knows best. */
function canBeOverridden(status: InstanceStatus | undefined): boolean {
  return status === 'UP' || status === 'OUT_OF_SERVICE';
}

/** Rule 1 of eureka-protocol 4.7: DOWN, STARTING and UNKNOWN are believed. */
const believeUnavailable: StatusRule = ({ reported }) =>
  canBeOverridden(reported) ? undefined : reported;

/** Rule 2: an override decides. */
function applyOverride(find: (instanceId: string) => InstanceStatus | undefined): StatusRule {
  return ({ instanceId }) => find(instanceId);
}

/** Rule 3: for a client the status that the registry holds already stays. */
const keepExisting: StatusRule = ({ existing, origin }) =>
  origin === 'client' && canBeOverridden(existing) ? existing : undefined;

/** Decides the status of instances: the first rule that answers wins (4.7). */
export class StatusRules {
  readonly #overrides: StatusOverrides;
  readonly #rules: readonly StatusRule[];

  constructor(overrides: StatusOverrides) {
    this.#overrides = overrides;
    this.#rules = [believeUnavailable, applyOverride((id) => overrides.get(id)), keepExisting];
  }

  /** @param existing status of the lease that the registry holds already */
  decide(
    { instanceId, status: reported }: InstanceInfo,
    existing: InstanceStatus | undefined,
    origin: Origin,
  ): InstanceStatus {
    // Without an override no rule gives anything else: heartbeats end here.
    if (reported === existing && !this.#overrides.has(instanceId)) return reported;
    const question = { instanceId, reported, existing, origin };
    for (const rule of this.#rules) {
      const status = rule(question);
      if (status !== undefined) return status;
    }
    // Rule 4.
    return reported;
  }
}
