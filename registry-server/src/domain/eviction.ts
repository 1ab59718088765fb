import type { Clock, Random } from '@vernal/core';
import type { Cause } from './cause.ts';
import type { Lease } from './lease.ts';
import type { Registry } from './registry.ts';

/** What an eviction run needs from outside. */
export interface EvictionGround {
  readonly clock: Clock;
  readonly random: Random;
}

/** How often leases are looked at, and how many may go at once; names as in `eureka.server.*`. */
export interface EvictionRules {
  readonly evictionIntervalMs: number;
  readonly renewalPercentThreshold: number;
}

/** Ends leases that expired, by Eureka's arithmetic (eureka-protocol 4.6, 4.8). */
export class Eviction {
  readonly #registry: Registry;
  readonly #rules: EvictionRules;
  readonly #ground: EvictionGround;
  readonly #delay: EvictionDelay;

  constructor(registry: Registry, rules: EvictionRules, ground: EvictionGround) {
    this.#registry = registry;
    this.#rules = rules;
    this.#ground = ground;
    this.#delay = new EvictionDelay(rules.evictionIntervalMs);
  }

  /** One run; gives how many instances it took. */
  run(): number {
    const nowMs = this.#ground.clock.now();
    const { table, selfPreservation } = this.#registry;
    const limit = evictionLimit(table.size, this.#rules.renewalPercentThreshold);
    const expired = table.expired(nowMs, this.#delay.next(nowMs));
    const unconfirmed = evictUnconfirmed(this.#registry, expired);
    if (!selfPreservation.allowsExpiration(nowMs)) return unconfirmed;
    const candidates = expired.filter((lease) => lease.isConfirmed);
    const victims = pickVictims(candidates, limit, this.#ground.random);
    for (const lease of victims) this.#registry.evict(lease, EXPIRED);
    return unconfirmed + victims.length;
  }
}

const EXPIRED: Cause = { origin: 'registry', actor: 'registry', reason: 'lease expired' };

const NOT_CONFIRMED: Cause = {
  origin: 'registry',
  actor: 'registry',
  reason: 'did not renew since the registry came back',
};

/** Ends those that nobody confirmed within one lease of a restart: no arithmetic protects them. */
export function evictUnconfirmed(registry: Registry, expired: readonly Lease[]): number {
  const unconfirmed = expired.filter((lease) => !lease.isConfirmed);
  for (const lease of unconfirmed) registry.evict(lease, NOT_CONFIRMED);
  return unconfirmed.length;
}

/** How many instances one run may evict: never more than the share that is not protected (eureka-protocol 4.6). */
export function evictionLimit(registrySize: number, renewalPercentThreshold: number): number {
  return registrySize - Math.floor(registrySize * renewalPercentThreshold);
}

/** Takes `count` of the candidates at random, so that no application is hit as a whole (4.6). */
export function pickVictims<Candidate>(
  candidates: readonly Candidate[],
  count: number,
  random: Random,
): readonly Candidate[] {
  const remaining = [...candidates];
  const victims: Candidate[] = [];
  while (victims.length < count) {
    const last = remaining.pop();
    if (last === undefined) break;
    const index = random.below(remaining.length + 1);
    victims.push(remaining[index] ?? last);
    if (index < remaining.length) remaining[index] = last;
  }
  return victims;
}

/**
 * Measures how much later than planned a run takes place: that long every lease gets as grace, since
 * the server was not there to take renewals (4.6).
 */
export class EvictionDelay {
  readonly #intervalMs: number;
  #lastRunMs: number | undefined;

  constructor(intervalMs: number) {
    this.#intervalMs = intervalMs;
  }

  /** The grace of the run that starts now; 0 on the first. */
  next(nowMs: number): number {
    const elapsedMs = this.#lastRunMs === undefined ? 0 : nowMs - this.#lastRunMs;
    this.#lastRunMs = nowMs;
    return Math.max(0, elapsedMs - this.#intervalMs);
  }
}
