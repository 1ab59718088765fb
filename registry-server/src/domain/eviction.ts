import type { Clock, Random } from '@vernal/core';
import type { Cause } from './cause.ts';
import { isExpired } from './lease.ts';
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
    const graceMs = this.#delay.next(nowMs);
    const { table, selfPreservation } = this.#registry;
    if (!selfPreservation.allowsExpiration(nowMs)) return 0;
    const expired = [...table.all()].filter((lease) => isExpired(lease, nowMs, graceMs));
    const limit = evictionLimit(table.size, this.#rules.renewalPercentThreshold);
    const victims = pickVictims(expired, limit, this.#ground.random);
    for (const lease of victims) this.#registry.evict(lease, EXPIRED);
    return victims.length;
  }
}

const EXPIRED: Cause = { origin: 'registry', actor: 'registry', reason: 'lease expired' };

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
  while (victims.length < count && remaining.length > 0) {
    victims.push(...remaining.splice(random.below(remaining.length), 1));
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
