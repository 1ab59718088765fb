import { type Rate, TokenBucket } from './token-bucket.ts';

/** What each client may send, and of how many clients that is known. */
export interface ClientLimitRules extends Rate {
  /** Beyond that the client that was silent longest is forgotten, which gives it a full burst again. */
  readonly maxClients: number;
}

/** The rate of each client by itself, in bounded memory. */
export class ClientLimit {
  readonly #rules: ClientLimitRules;
  /** In the order of their last request. */
  readonly #buckets = new Map<string, TokenBucket>();

  constructor(rules: ClientLimitRules) {
    this.#rules = rules;
  }

  /** Counts a request; gives the time in ms after which the client may try again, or undefined when it may go on. */
  refuse(client: string, nowMs: number): number | undefined {
    const bucket = this.#buckets.get(client) ?? new TokenBucket(this.#rules, nowMs);
    this.#buckets.delete(client);
    this.#buckets.set(client, bucket);
    this.#forgetOldest();
    return bucket.take(nowMs) ? undefined : bucket.waitMs();
  }

  /** How many clients are known. */
  get size(): number {
    return this.#buckets.size;
  }

  #forgetOldest(): void {
    if (this.#buckets.size <= this.#rules.maxClients) return;
    const [oldest] = this.#buckets.keys();
    if (oldest !== undefined) this.#buckets.delete(oldest);
  }
}
