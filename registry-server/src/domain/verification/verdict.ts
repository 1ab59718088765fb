import type { KeptBecause } from './verification-counts.ts';

const LAST_FULL_MINUTE_MS = 120_000;

/** What is decided about an expired instance. */
export type Verdict =
  | { readonly kind: 'evict'; readonly reason: string }
  | { readonly kind: 'keep'; readonly because: KeptBecause };

/** What is known about an expired instance after it was asked. */
export interface Evidence {
  /** `unaskable`: it has no address that may be called, or shares it with another that renews. */
  readonly answer: 'answered' | 'refused' | 'silent' | 'unaskable';
  /** `host:port`, for the reason. */
  readonly address: string;
  /** Whether it ever answered at this address. */
  readonly answeredBefore: boolean;
  readonly sinceRenewalMs: number;
  /** Time since it was first found silent; 0 when this is the first time. */
  readonly silentMs: number;
  readonly renewals: RenewalEvidence;
}

/** What renewals say about the network: whether enough came in the last minute. */
export interface RenewalEvidence {
  readonly registrySuffices: boolean;
  readonly applicationSuffices: boolean;
  /** Whether any other instance of the application has not expired. */
  readonly othersRenew: boolean;
  /** How many instances the application has. */
  readonly instances: number;
}

/**
 * The rules of `vernal.registry.preservation=verified` (design decision 7). An answer is life. Silence is death
 * where the instance answered before and the network is not to blame; that is excluded when others renew, or after
 * `patienceMs`. A refused connection is death at once, since the machine itself says so. All else proves nothing,
 * and Eureka's arithmetic decides.
 */
export function judge(evidence: Evidence, patienceMs: number): Verdict {
  if (evidence.answer === 'answered') return { kind: 'keep', because: 'answered' };
  if (evidence.answer === 'unaskable' || !evidence.answeredBefore) return judgeUnproven(evidence);
  if (evidence.answer === 'refused' || isNetworkWell(evidence) || evidence.silentMs >= patienceMs) {
    return { kind: 'evict', reason: `did not answer at ${evidence.address}, ${since(evidence)}` };
  }
  return { kind: 'keep', because: 'silent' };
}

function judgeUnproven(evidence: Evidence): Verdict {
  const { registrySuffices, applicationSuffices } = evidence.renewals;
  if (!registrySuffices && !applicationSuffices) return { kind: 'keep', because: 'unproven' };
  return {
    kind: 'evict',
    reason: `lease expired, and asking proves nothing; enough others renew, ${since(evidence)}`,
  };
}

/** The renewals counted must be younger than the last one of this instance: then they show the time of its silence. */
function isNetworkWell({ sinceRenewalMs, renewals }: Evidence): boolean {
  if (sinceRenewalMs < LAST_FULL_MINUTE_MS) return false;
  const { registrySuffices, applicationSuffices, othersRenew } = renewals;
  return applicationSuffices || (registrySuffices && othersRenew);
}

function since({ sinceRenewalMs }: Evidence): string {
  return `${Math.round(sinceRenewalMs / 1000)} s after its last renewal`;
}
