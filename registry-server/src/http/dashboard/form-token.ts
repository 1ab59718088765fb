import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '@vernal/core';

const VALID_MS = 3_600_000;

/**
 * Tokens in forms. Browsers send credentials with a form of any page; the token proves that this form was read
 * here, by the same caller, for the same purpose, within the hour. None outlives the process.
 */
export class FormTokens {
  readonly #key = randomBytes(32);
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @param purpose who may do what to what */
  issue(purpose: readonly string[]): string {
    const untilMs = this.#clock.now() + VALID_MS;
    return `${untilMs}.${this.#sign(untilMs, purpose)}`;
  }

  accepts(token: string, purpose: readonly string[]): boolean {
    const [until = '', signature = ''] = token.split('.');
    const untilMs = Number(until);
    if (!(untilMs > this.#clock.now())) return false;
    const expected = Buffer.from(this.#sign(untilMs, purpose));
    const given = Buffer.from(signature);
    return given.length === expected.length && timingSafeEqual(given, expected);
  }

  #sign(untilMs: number, purpose: readonly string[]): string {
    const text = JSON.stringify([untilMs, ...purpose]);
    return createHmac('sha256', this.#key).update(text).digest('base64url');
  }
}
