import { isExpired, type Lease, renewalIntervalSecs } from '../lease.ts';
import type { Registry } from '../registry.ts';
import type { RenewalEvidence } from './verdict.ts';

/** Says, for one run, what renewals show about the network; looks at each application once. */
export class RenewalWitness {
  readonly #registry: Registry;
  readonly #nowMs: number;
  readonly #heard = new Map<string, RenewalEvidence>();
  #registrySuffices: boolean | undefined;

  constructor(registry: Registry, nowMs: number) {
    this.#registry = registry;
    this.#nowMs = nowMs;
  }

  testify(app: string): RenewalEvidence {
    let evidence = this.#heard.get(app);
    if (evidence === undefined) {
      evidence = this.#examine(app);
      this.#heard.set(app, evidence);
    }
    return evidence;
  }

  #examine(app: string): RenewalEvidence {
    const { table, selfPreservation } = this.#registry;
    const leases = [...table.of(app)];
    const seen = selfPreservation.applications.lastMinute(app, this.#nowMs);
    return {
      registrySuffices: this.#doesRegistrySuffice(),
      applicationSuffices: this.#isEnough(seen, leases),
      instances: leases.length,
      othersRenew:
        !selfPreservation.isEnabled || leases.some((lease) => !isExpired(lease, this.#nowMs)),
    };
  }

  #doesRegistrySuffice(): boolean {
    const { table, selfPreservation } = this.#registry;
    const seen = selfPreservation.renewalsLastMinute(this.#nowMs);
    this.#registrySuffices ??= this.#isEnough(seen, table.all());
    return this.#registrySuffices;
  }

  #isEnough(seen: number, leases: Iterable<Lease>): boolean {
    const { enabled, renewalPercentThreshold } = this.#registry.selfPreservation.rules;
    return !enabled || seen > Math.floor(expectedRenewals(leases) * renewalPercentThreshold);
  }
}

/** Renewals per minute, from the interval of each. */
export function expectedRenewals(leases: Iterable<Lease>): number {
  let expected = 0;
  for (const lease of leases) expected += 60 / renewalIntervalSecs(lease);
  return expected;
}
