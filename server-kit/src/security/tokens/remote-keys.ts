import { type Clock, type Logger, messageOf, VernalError } from '@vernal/core';
import {
  createLocalJWKSet,
  errors,
  type JSONWebKeySet,
  type JWTVerifyGetKey,
  type LocalJWKSet,
} from 'jose';

/** Keys are fetched again after this time; one that was withdrawn is accepted no longer than that. */
const FRESH_MS = 600_000;
/** Least time between two fetches, so that tokens with invented key ids can't make us flood the issuer. */
const COOLDOWN_MS = 30_000;

/** Keys that stand at an issuer. While it does not answer, those known go on. */
export class RemoteKeys {
  readonly #fetchKeys: () => Promise<JSONWebKeySet>;
  readonly #clock: Clock;
  readonly #logger: Logger;
  #keys: LocalJWKSet | undefined;
  #fetchedAtMs = Number.NEGATIVE_INFINITY;
  #triedAtMs = Number.NEGATIVE_INFINITY;
  #fetching: Promise<void> | undefined;

  constructor(
    fetchKeys: () => Promise<JSONWebKeySet>,
    { clock, logger }: { readonly clock: Clock; readonly logger: Logger },
  ) {
    this.#fetchKeys = fetchKeys;
    this.#clock = clock;
    this.#logger = logger;
  }

  /** The key that a token names. */
  readonly find: JWTVerifyGetKey = async (header, token) => {
    if (this.#keys === undefined) await this.#fetch();
    else if (this.#clock.now() - this.#fetchedAtMs >= FRESH_MS) void this.#fetch();
    try {
      return await this.#known()(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || this.#isCooling) throw error;
      // A key id that is new: the issuer may have changed its keys.
      this.#logger.info('a token names a key that is not known', { keyId: header.kid });
      await this.#fetch();
      return this.#known()(header, token);
    }
  };

  get #isCooling(): boolean {
    return this.#clock.now() - this.#triedAtMs < COOLDOWN_MS;
  }

  #known(): LocalJWKSet {
    if (this.#keys !== undefined) return this.#keys;
    throw new VernalError('SECURITY_KEYS_UNAVAILABLE', 'no keys were fetched yet');
  }

  #fetch(): Promise<void> {
    if (this.#fetching !== undefined) return this.#fetching;
    if (this.#isCooling) return Promise.resolve();
    this.#triedAtMs = this.#clock.now();
    this.#fetching = this.#replace().finally(() => {
      this.#fetching = undefined;
    });
    return this.#fetching;
  }

  async #replace(): Promise<void> {
    try {
      this.#keys = createLocalJWKSet(await this.#fetchKeys());
      this.#fetchedAtMs = this.#clock.now();
    } catch (error) {
      const problem = messageOf(error);
      this.#logger.warn('the keys of bearer tokens cannot be fetched', { error: problem });
    }
  }
}
