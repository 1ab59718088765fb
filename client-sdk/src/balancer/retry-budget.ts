import type { ConnectionFailure } from './connection-failure.ts';

/** How often a call that broke off is tried again (client-sdk 1.2). */
export interface RetryOptions {
  /** On the same instance; 0 by default. */
  readonly same?: number;
  /** On another instance, each with its own tries; 1 by default. */
  readonly next?: number;
}

/** How one call is made. */
export interface CallOptions {
  /** The call may be carried out twice without harm. False by default: then only a call that was never sent is repeated. */
  readonly idempotent?: boolean;
  /** Ends the retries; the call itself has to watch it, too. */
  readonly signal?: AbortSignal;
  /** `never` for a call that can be made only once, such as one with a stream as its body. */
  readonly retry?: RetryOptions | 'never';
}

/** Where the next try goes; an instance that broke off may be tried again when it is alone (client-sdk 13). */
export type NextTry = 'same' | 'next' | 'next-or-same' | 'stop';

/** Decides where the next try of one call goes (client-sdk 21 to 23). */
export class RetryBudget {
  readonly #options: CallOptions;
  readonly #perInstance: number;
  #sameLeft: number;
  #nextLeft: number;

  constructor(options: CallOptions) {
    const { same = 0, next = 1 } = options.retry === 'never' ? {} : (options.retry ?? {});
    this.#options = options;
    this.#perInstance = same;
    this.#sameLeft = same;
    this.#nextLeft = next;
  }

  after(failure: ConnectionFailure | undefined): NextTry {
    const { retry, signal } = this.#options;
    if (failure === undefined || retry === 'never' || signal?.aborted === true) return 'stop';
    if (failure === 'unsent') return 'next';
    if (this.#options.idempotent !== true) return 'stop';
    if (this.#sameLeft > 0) {
      this.#sameLeft -= 1;
      return 'same';
    }
    if (this.#nextLeft === 0) return 'stop';
    this.#nextLeft -= 1;
    this.#sameLeft = this.#perInstance;
    return 'next-or-same';
  }
}
