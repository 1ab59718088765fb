import { isExpired, type Lease } from '../domain/lease.ts';
import type { Registry } from '../domain/registry.ts';
import { expectedRenewals } from '../domain/verification/renewal-witness.ts';
import type { VerificationCounts } from '../domain/verification/verification-counts.ts';
import type { PreservationFacts } from './preservation-facts.ts';
import { explainPreservation } from './preservation-words.ts';

/** How many renewals one application should send, and sent. */
export interface ApplicationPreservation {
  readonly name: string;
  readonly instances: number;
  readonly expired: number;
  /** Per minute, from the renewal interval of each instance. */
  readonly expectedRenewals: number;
  /** Of the last complete minute, also those that came through peers. */
  readonly renewalsLastMinute: number;
}

/** Why expired instances go or stay, for health, dashboard and `/actuator/vernal/preservation`. */
export interface PreservationView extends PreservationFacts {
  /** A sentence or two with numbers. */
  readonly why: string;
  /** What would let expired instances go, as the end of "it ends when"; absent while they go. */
  readonly endsWhen?: string;
  readonly applications: readonly ApplicationPreservation[];
}

/** Reads the state of self-preservation now; costs a walk over all leases. */
export function preservationView(
  registry: Registry,
  nowMs: number,
  kept?: VerificationCounts,
): PreservationView {
  const { selfPreservation, table } = registry;
  const applications = [...table.names()].map((name) => ({
    ...tally(name, [...table.of(name)], nowMs),
    renewalsLastMinute: selfPreservation.applications.lastMinute(name, nowMs),
  }));
  const facts: PreservationFacts = {
    mode: selfPreservation.mode,
    instances: table.size,
    expiredInstances: applications.reduce((sum, { expired }) => sum + expired, 0),
    ...arithmeticOf(registry, nowMs, applications),
    ...(kept && { kept }),
  };
  return { ...facts, ...explainPreservation(facts, selfPreservation, nowMs), applications };
}

/** Eureka counts clients and one interval for all (4.8); who asks first counts each instance's own interval. */
function arithmeticOf(
  { selfPreservation, table }: Registry,
  nowMs: number,
  applications: readonly ApplicationPreservation[],
): Arithmetic {
  const { mode, rules, expectedClients } = selfPreservation;
  const renewalsLastMinute = selfPreservation.renewalsLastMinute(nowMs);
  if (mode === 'eureka') {
    const expectedRenewals = (expectedClients * 60_000) / rules.expectedRenewalIntervalMs;
    const { threshold } = selfPreservation;
    const evicts = selfPreservation.allowsExpiration(nowMs);
    const state = stateOf(rules.enabled, evicts);
    return { state, expectedClients, expectedRenewals, renewalsLastMinute, threshold };
  }
  const expectedRenewals = applications.reduce((sum, one) => sum + one.expectedRenewals, 0);
  const threshold = Math.floor(expectedRenewals * rules.renewalPercentThreshold);
  const state = stateOf(rules.enabled, renewalsLastMinute > threshold);
  return { state, expectedClients: table.size, expectedRenewals, renewalsLastMinute, threshold };
}

type Arithmetic = Pick<
  PreservationFacts,
  'state' | 'expectedClients' | 'expectedRenewals' | 'renewalsLastMinute' | 'threshold'
>;

function stateOf(isEnabled: boolean, evicts: boolean): PreservationFacts['state'] {
  if (!isEnabled) return 'off';
  return evicts ? 'evicting' : 'suspended';
}

function tally(name: string, leases: readonly Lease[], nowMs: number) {
  return {
    name,
    instances: leases.length,
    expired: leases.filter((lease) => isExpired(lease, nowMs)).length,
    expectedRenewals: Math.round(expectedRenewals(leases)),
  };
}
