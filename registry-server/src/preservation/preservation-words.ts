import type { SelfPreservation } from '../domain/self-preservation.ts';
import type { VerificationCounts } from '../domain/verification/verification-counts.ts';
import { counted } from '../words/counted.ts';
import type { PreservationFacts } from './preservation-facts.ts';

/** What a person reads: why expired instances go or stay, and what would end it. */
export interface PreservationWords {
  readonly why: string;
  readonly endsWhen?: string;
}

/** Puts the numbers into words; nothing in here decides. */
export function explainPreservation(
  facts: PreservationFacts,
  selfPreservation: SelfPreservation,
  nowMs: number,
): PreservationWords {
  const words = explainArithmetic(facts, selfPreservation, nowMs);
  if (facts.kept === undefined) return words;
  return { ...words, why: `${explainKept(facts.kept)} ${words.why}` };
}

function explainArithmetic(
  facts: PreservationFacts,
  selfPreservation: SelfPreservation,
  nowMs: number,
): PreservationWords {
  if (facts.state === 'off') {
    return { why: `Self-preservation is off: ${whoGoes(facts)} when their lease has expired.` };
  }
  if (facts.state === 'evicting') return explainEvicting(facts);
  const leftMs = selfPreservation.firstMinuteLeftMs(nowMs);
  if (leftMs > 0) return explainFirstMinute(facts, leftMs);
  return facts.threshold === 0
    ? explainNobodyExpected(facts)
    : explainSuspended(facts, selfPreservation);
}

function explainEvicting(facts: PreservationFacts): PreservationWords {
  const { renewalsLastMinute, threshold } = facts;
  return {
    why:
      `${renewalsLastMinute} renewals came in the last minute, more than the ${threshold} that ` +
      `are needed: ${whoGoes(facts)} when their lease has expired.`,
  };
}

function explainFirstMinute(facts: PreservationFacts, leftMs: number): PreservationWords {
  return {
    why: `${whoStays(facts)}: the registry has not yet counted a full minute of renewals since its start.`,
    endsWhen:
      `the first full minute ends in ${Math.ceil(leftMs / 1000)} s and has seen more than ` +
      `${facts.threshold} renewals`,
  };
}

function explainNobodyExpected(facts: PreservationFacts): PreservationWords {
  return {
    why: `${whoStays(facts)}: too few clients are expected to renew to judge by (${facts.expectedClients}).`,
    endsWhen: 'more instances register and renew',
  };
}

function explainSuspended(
  facts: PreservationFacts,
  selfPreservation: SelfPreservation,
): PreservationWords {
  const { renewalsLastMinute, threshold, expectedClients, expectedRenewals } = facts;
  const percent = Math.round(selfPreservation.rules.renewalPercentThreshold * 100);
  const missing = threshold + 1 - renewalsLastMinute;
  const more = `more than ${threshold} renewals come in one minute (${missing} more than now)`;
  const cancel = explainCancelling(facts, selfPreservation);
  return {
    why:
      `${whoStays(facts)}: ${renewalsLastMinute} renewals came in the last minute, and more than ` +
      `${threshold} are needed, ${percent} % of the ${expectedRenewals} that ${counted(expectedClients, 'client')} should send.`,
    endsWhen: cancel === undefined ? more : `${more}, or ${cancel}`,
  };
}

/** How many expired instances an operator would have to cancel; each lowers the expectation by one. */
function explainCancelling(
  { mode, expiredInstances, expectedClients, renewalsLastMinute }: PreservationFacts,
  selfPreservation: SelfPreservation,
): string | undefined {
  if (mode === 'verified') return undefined;
  for (let cancelled = 1; cancelled <= expiredInstances; cancelled++) {
    const threshold = selfPreservation.thresholdFor(expectedClients - cancelled);
    if (threshold > 0 && threshold < renewalsLastMinute) {
      const what = counted(cancelled, 'expired instance');
      return `${what} of ${expiredInstances} ${cancelled === 1 ? 'is' : 'are'} cancelled`;
    }
  }
  return undefined;
}

function explainKept({ answered, silent, unproven, capped }: VerificationCounts): string {
  const parts = [
    [answered, 'kept since they answered'],
    [silent, 'silent, but so many miss renewals that the network may be to blame'],
    [unproven, 'never answered, so that silence proves nothing'],
    [capped, 'to go in the next minutes, since enough of their application went in this one'],
  ] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, what]) => `${what}: ${count}`);
  const outcome = said.length === 0 ? 'none is kept' : said.join('; ');
  return `Expired instances are asked before they go (${outcome}). Where asking says nothing, the arithmetic decides:`;
}

function whoGoes({ mode }: PreservationFacts): string {
  return mode === 'verified' ? 'they go' : 'instances are evicted';
}

function whoStays({ mode, expiredInstances }: PreservationFacts): string {
  if (mode === 'verified') return 'they stay';
  return expiredInstances === 0
    ? 'Nothing would be evicted'
    : `Nothing is evicted, though the lease of ${counted(expiredInstances, 'instance')} has expired`;
}
