import { ApplicationRenewals } from './application-renewals.ts';
import { RenewalRate } from './renewal-rate.ts';

/** How it is decided whether an expired instance goes: by Eureka's arithmetic, or by asking it (`vernal.registry.preservation`). */
export type PreservationMode = 'eureka' | 'verified';

/** Rules of self-preservation, named as the options `eureka.server.*`. */
export interface SelfPreservationRules {
  readonly enabled: boolean;
  /** Share of the expected renewals below which eviction is suspended. */
  readonly renewalPercentThreshold: number;
  readonly expectedRenewalIntervalMs: number;
  /** Default `eureka`. */
  readonly mode?: PreservationMode;
}

/**
 * Suspends eviction while fewer renewals arrive than the registered instances should send: then the
 * network is more likely to be broken than all of them (eureka-protocol 4.8).
 */
export class SelfPreservation {
  readonly rules: SelfPreservationRules;
  /** Renewals of the last minute by application. */
  readonly applications: ApplicationRenewals;
  readonly #rate: RenewalRate;
  readonly #startMs: number;
  #expectedClients: number;

  /** @param expectedClients how many clients renew; Spring starts at 1, never at 0 */
  constructor(rules: SelfPreservationRules, startMs: number, expectedClients = 1) {
    this.rules = rules;
    this.#startMs = startMs;
    this.#rate = new RenewalRate(startMs);
    this.applications = new ApplicationRenewals(startMs);
    this.#expectedClients = expectedClients;
  }

  get isEnabled(): boolean {
    return this.rules.enabled;
  }

  get mode(): PreservationMode {
    return this.rules.mode ?? 'eureka';
  }

  /** How many clients are taken to renew. */
  get expectedClients(): number {
    return this.#expectedClients;
  }

  countRenewal(app: string, nowMs: number): void {
    this.#rate.count(nowMs);
    this.applications.count(app, nowMs);
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
    const floor = this.rules.renewalPercentThreshold * this.#expectedClients;
    if (!this.rules.enabled || listedInstances > floor) this.#expectedClients = listedInstances;
  }

  /** Renewals per minute that must be exceeded. */
  get threshold(): number {
    return this.thresholdFor(this.#expectedClients);
  }

  /** What {@link threshold} is for a number of clients (eureka-protocol 4.8). */
  thresholdFor(clients: number): number {
    const renewalsPerMinute = 60_000 / this.rules.expectedRenewalIntervalMs;
    return Math.floor(clients * renewalsPerMinute * this.rules.renewalPercentThreshold);
  }

  /** Time until the first full minute of renewals is counted; 0 afterwards. */
  firstMinuteLeftMs(nowMs: number): number {
    return Math.max(0, this.#startMs + 60_000 - nowMs);
  }

  renewalsLastMinute(nowMs: number): number {
    return this.#rate.lastMinute(nowMs);
  }

  get renewalsTotal(): number {
    return this.#rate.total;
  }

  /** Whether single queries find an expired lease no longer; one that is asked first is found until it goes. */
  hidesExpired(nowMs: number): boolean {
    return this.mode === 'eureka' && this.allowsExpiration(nowMs);
  }

  /** Whether the arithmetic lets leases expire at all. */
  allowsExpiration(nowMs: number): boolean {
    if (!this.rules.enabled) return true;
    const { threshold } = this;
    return threshold > 0 && this.renewalsLastMinute(nowMs) > threshold;
  }
}
