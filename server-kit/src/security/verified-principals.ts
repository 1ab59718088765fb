import { hash, randomBytes } from 'node:crypto';
import type { Clock } from '@vernal/core';
import type { Principal } from './principal.ts';

const KEPT_MS = 60_000;
const KEPT_AT_MOST = 10_000;

/** Who credentials belong to, and until when they are good: in milliseconds since 1970, at most a minute counts. */
export interface Verified {
  readonly principal: Principal;
  readonly untilMs: number;
}

/**
 * Whose credentials were good a moment ago, so that the next request with them is answered at once. What is
 * kept of them is a keyed digest; the key dies with the process. The oldest of 10,000 gives way.
 */
export class VerifiedPrincipals {
  readonly #key = randomBytes(32).toString('base64');
  readonly #verified = new Map<string, Verified>();
  readonly #underWay = new Map<string, Promise<Principal | undefined>>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Who it was, if that is known still. */
  recall(credentials: string): Verified | undefined {
    return this.#recall(this.#idOf(credentials));
  }

  /** Who it is, by `verify` if that is not known yet; callers with the same credentials share one verification. */
  find(
    credentials: string,
    verify: () => Promise<Verified | undefined>,
  ): Principal | undefined | Promise<Principal | undefined> {
    const id = this.#idOf(credentials);
    return this.#recall(id)?.principal ?? this.#underWay.get(id) ?? this.#begin(id, verify);
  }

  #idOf(credentials: string): string {
    return hash('sha256', this.#key + credentials, 'binary');
  }

  #recall(id: string): Verified | undefined {
    const known = this.#verified.get(id);
    if (known === undefined || known.untilMs > this.#clock.now()) return known;
    this.#verified.delete(id);
    return undefined;
  }

  #begin(id: string, verify: () => Promise<Verified | undefined>): Promise<Principal | undefined> {
    const started = verify()
      .then((verified) => verified && this.#keep(id, verified))
      .finally(() => this.#underWay.delete(id));
    this.#underWay.set(id, started);
    return started;
  }

  #keep(id: string, { principal, untilMs }: Verified): Principal {
    if (this.#verified.size >= KEPT_AT_MOST) {
      const oldest = this.#verified.keys().next().value;
      if (oldest !== undefined) this.#verified.delete(oldest);
    }
    const atMostMs = this.#clock.now() + KEPT_MS;
    this.#verified.set(id, { principal, untilMs: Math.min(untilMs, atMostMs) });
    return principal;
  }
}
