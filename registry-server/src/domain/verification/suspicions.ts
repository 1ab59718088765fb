import type { Lease } from '../lease.ts';
import type { KeptBecause, VerificationCounts } from './verification-counts.ts';

/** An expired instance that is kept for now. */
export interface Suspicion {
  readonly because: KeptBecause;
  /** When it last renewed; a later renewal clears it. */
  readonly seenAtMs: number;
  /** When it was first found silent; undefined after an answer. */
  readonly silentSinceMs: number | undefined;
}

/** The expired instances that were asked and are kept. */
export class Suspicions {
  readonly #byLease = new Map<Lease, Suspicion>();

  of(lease: Lease): Suspicion | undefined {
    return this.#byLease.get(lease);
  }

  /** Keeps a lease, and since when it is silent. True when the reason is another than before. */
  note(lease: Lease, because: KeptBecause, nowMs: number): boolean {
    const known = this.#byLease.get(lease);
    const silentSinceMs = because === 'answered' ? undefined : (known?.silentSinceMs ?? nowMs);
    this.#byLease.set(lease, { because, seenAtMs: lease.seenAtMs, silentSinceMs });
    return known?.because !== because;
  }

  /** Forgets those that renewed, registered again or ended. */
  tidy(isListed: (lease: Lease) => boolean): void {
    for (const [lease, { seenAtMs }] of this.#byLease) {
      if (lease.seenAtMs !== seenAtMs || !isListed(lease)) this.#byLease.delete(lease);
    }
  }

  counts(): VerificationCounts {
    const counts = { answered: 0, silent: 0, unproven: 0, capped: 0 };
    for (const { because } of this.#byLease.values()) counts[because] += 1;
    return counts;
  }
}
