import { RenewalRate } from './renewal-rate.ts';

/** Rules of self-preservation, named as the options `eureka.server.*`. */
export interface SelfPreservationRules {
  readonly enabled: boolean;
  /** Share of the expected renewals below which eviction is suspended. */
  readonly renewalPercentThreshold: number;
  readonly expectedRenewalIntervalMs: number;
}

/**
 * Suspends eviction while fewer renewals arrive than the registered instances should send: then the
 * network is more likely to be broken than all of them (eureka-protocol 4.8).
 */
export class SelfPreservation {
  readonly #rules: SelfPreservationRules;
  readonly #rate: RenewalRate;
  #expectedClients: number;

  /** @param expectedClients how many clients renew; Spring starts at 1, never at 0 */
  constructor(rules: SelfPreservationRules, startMs: number, expectedClients = 1) {
    this.#rules = rules;
    this.#rate = new RenewalRate(startMs);
    this.#expectedClients = expectedClients;
  }

  get isEnabled(): boolean {
    return this.#rules.enabled;
  }

  countRenewal(nowMs: number): void {
    this.#rate.count(nowMs);
  }

  expectOneMore(): void {
    if (this.#expectedClients > 0) this.#expectedClients += 1;
  }

  expectOneLess(): void {
    if (this.#expectedClients > 0) this.#expectedClients -= 1;
  }

  /** Sets the expectation at the start (4.2) and after a restore. */
  expect(clients: number): void {
    this.#expectedClients = clients;
  }

  /**
   * The periodic correction: adopts the number of instances listed, unless it fell so far that the
   * fall itself may be the outage.
   */
  adjustTo(listedInstances: number): void {
    const floor = this.#rules.renewalPercentThreshold * this.#expectedClients;
    if (!this.#rules.enabled || listedInstances > floor) this.#expectedClients = listedInstances;
  }

  /** Renewals per minute that must be exceeded. */
  get threshold(): number {
    const renewalsPerMinute = 60_000 / this.#rules.expectedRenewalIntervalMs;
    const expected = this.#expectedClients * renewalsPerMinute;
    return Math.floor(expected * this.#rules.renewalPercentThreshold);
  }

  renewalsLastMinute(nowMs: number): number {
    return this.#rate.lastMinute(nowMs);
  }

  get renewalsTotal(): number {
    return this.#rate.total;
  }

  /** Whether leases may expire at all. */
  allowsExpiration(nowMs: number): boolean {
    if (!this.#rules.enabled) return true;
    const { threshold } = this;
    return threshold > 0 && this.renewalsLastMinute(nowMs) > threshold;
  }
}
