import type { Clock, Logger } from '@vernal/core';
import type { Cause } from '../domain/cause.ts';
import { EvictionDelay, evictUnconfirmed } from '../domain/eviction.ts';
import { extendLease, isExpired, type Lease } from '../domain/lease.ts';
import type { Registry } from '../domain/registry.ts';
import type { Acquaintances } from '../domain/verification/acquaintances.ts';
import { ownershipOf } from '../domain/verification/ownership.ts';
import { RemovalCap } from '../domain/verification/removal-cap.ts';
import { RenewalWitness } from '../domain/verification/renewal-witness.ts';
import { Suspicions } from '../domain/verification/suspicions.ts';
import { type Evidence, judge } from '../domain/verification/verdict.ts';
import type {
  KeptBecause,
  VerificationCounts,
} from '../domain/verification/verification-counts.ts';
import { forEachAtMost } from './for-each-at-most.ts';
import type { Interviews } from './interviews.ts';

/** How expired instances are asked; see `preservation-options.ts`. */
export interface VerificationRules {
  readonly evictionIntervalMs: number;
  readonly verifyConcurrency: number;
  readonly verifyRemovalShare: number;
  readonly verifyPatienceMs: number;
}

/** What a verified eviction works with. */
export interface VerificationGround {
  readonly registry: Registry;
  readonly acquaintances: Acquaintances;
  readonly interviews: Interviews;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What asking showed. */
type Finding = Pick<Evidence, 'answer' | 'address' | 'answeredBefore'>;

/** Asks instances whose lease expired before they go (design decision 7). */
export class VerifiedEviction {
  readonly #rules: VerificationRules;
  readonly #ground: VerificationGround;
  readonly #delay: EvictionDelay;
  readonly #cap: RemovalCap;
  readonly #suspicions = new Suspicions();

  constructor(rules: VerificationRules, ground: VerificationGround) {
    this.#rules = rules;
    this.#ground = ground;
    this.#delay = new EvictionDelay(rules.evictionIntervalMs);
    this.#cap = new RemovalCap(rules.verifyRemovalShare);
  }

  /** Expired instances that are kept, by reason. */
  counts(): VerificationCounts {
    this.#suspicions.tidy((lease) => this.#isListed(lease));
    return this.#suspicions.counts();
  }

  /** One run: asks all that expired, and decides about each as soon as it answered or did not. */
  async run(): Promise<void> {
    const { registry, clock } = this.#ground;
    const nowMs = clock.now();
    const expired = registry.table.expired(nowMs, this.#delay.next(nowMs));
    evictUnconfirmed(registry, expired);
    this.#suspicions.tidy((lease) => this.#isListed(lease));
    this.#cap.tidy(nowMs);
    const witness = new RenewalWitness(registry, nowMs);
    const suspects = expired.filter((lease) => lease.isConfirmed);
    await forEachAtMost(this.#rules.verifyConcurrency, suspects, (lease) =>
      this.#verify(lease, witness),
    );
  }

  async #verify(lease: Lease, witness: RenewalWitness): Promise<void> {
    const { acquaintances, registry, clock } = this.#ground;
    const find = registry.table.find.bind(registry.table);
    const owner = ownershipOf(lease, { acquaintances, find, nowMs: clock.now() });
    if (owner.kind === 'taken') {
      const { app, instanceId } = owner.by.instance;
      const { instances } = witness.testify(lease.instance.app);
      this.#evict(
        lease,
        `${app}/${instanceId} has come up at its address ${owner.address}`,
        instances,
      );
      return;
    }
    const finding = owner.kind === 'own' ? await this.#ask(lease) : UNASKABLE;
    if (finding === undefined || !this.#isListed(lease) || !isExpired(lease, clock.now())) return;
    this.#decide(lease, finding, witness);
  }

  async #ask(lease: Lease): Promise<Finding | undefined> {
    const { acquaintances, interviews } = this.#ground;
    const answeredAt = acquaintances.of(lease)?.answeredAt;
    const result = await interviews.ask(lease);
    if (result === undefined) return undefined;
    const { answer, address } = result;
    return {
      answer: answer === 'not-allowed' ? 'unaskable' : answer,
      address,
      answeredBefore: answeredAt === address,
    };
  }

  #decide(lease: Lease, finding: Finding, witness: RenewalWitness): void {
    const nowMs = this.#ground.clock.now();
    const silentSinceMs = this.#suspicions.of(lease)?.silentSinceMs ?? nowMs;
    const evidence: Evidence = {
      ...finding,
      sinceRenewalMs: nowMs - lease.seenAtMs,
      silentMs: nowMs - silentSinceMs,
      renewals: witness.testify(lease.instance.app),
    };
    const verdict = judge(evidence, this.#rules.verifyPatienceMs);
    if (verdict.kind === 'evict') this.#evict(lease, verdict.reason, evidence.renewals.instances);
    else this.#keep(lease, verdict.because, finding.address);
  }

  #evict(lease: Lease, reason: string, instances: number): void {
    const { registry, clock } = this.#ground;
    const { app } = lease.instance;
    const cause: Cause = { origin: 'registry', actor: 'registry', reason };
    if (this.#cap.take(app, instances, clock.now())) registry.evict(lease, cause);
    else this.#keep(lease, 'capped', '');
  }

  #keep(lease: Lease, because: KeptBecause, address: string): void {
    const { clock, logger } = this.#ground;
    const nowMs = clock.now();
    if (because === 'answered') extendLease(lease, nowMs);
    if (!this.#suspicions.note(lease, because, nowMs)) return;
    const { app, instanceId } = lease.instance;
    const silentSeconds = Math.round((nowMs - lease.seenAtMs) / 1000);
    logger.info('instance kept though its lease expired', {
      app,
      instanceId,
      because,
      ...(address !== '' && { address }),
      silentSeconds,
    });
  }

  #isListed(lease: Lease): boolean {
    const { app, instanceId } = lease.instance;
    return this.#ground.registry.table.find(app, instanceId) === lease;
  }
}

const UNASKABLE: Finding = { answer: 'unaskable', address: '', answeredBefore: false };
