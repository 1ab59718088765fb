import { hash, randomBytes } from 'node:crypto';
import type { Clock } from '@vernal/core';
import type { Principal } from './principal.ts';

const KEPT_MS = 60_000;
const KEPT_AT_MOST = 10_000;

interface Verified {
  readonly principal: Principal;
  readonly untilMs: number;
}

/**
 * Whose credentials were good a moment ago, so that the next request with them is answered at once. What is
 * kept of them is a keyed digest; the key dies with the process.
 */
export class VerifiedPrincipals {
  readonly #key = randomBytes(32).toString('base64');
  readonly #verified = new Map<string, Verified>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** What stands for credentials here. */
  idOf(credentials: string): string {
    return hash('sha256', this.#key + credentials, 'base64');
  }

  /** Who it was; undefined when the credentials are not known or were verified too long ago. */
  find(id: string): Principal | undefined {
    const known = this.#verified.get(id);
    if (known === undefined) return undefined;
    if (known.untilMs > this.#clock.now()) return known.principal;
    this.#verified.delete(id);
    return undefined;
  }

  /** Remembers for a minute, never longer than until `untilMs`. The oldest of 10,000 gives way. */
  keep(id: string, principal: Principal, untilMs = Number.POSITIVE_INFINITY): void {
    if (this.#verified.size >= KEPT_AT_MOST) {
      const oldest = this.#verified.keys().next().value;
      if (oldest !== undefined) this.#verified.delete(oldest);
    }
    this.#verified.set(id, {
      principal,
      untilMs: Math.min(untilMs, this.#clock.now() + KEPT_MS),
    });
  }
}
