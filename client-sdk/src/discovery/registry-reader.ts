import type { Applications } from '@vernal/protocol/eureka';
import type { EurekaExchange, FetchOutcome } from '../eureka/index.ts';
import { agrees, copyOf, type RegistryCopy, withDelta } from './registry-copy.ts';

/** What a read of the registry gave. */
export type ReadOutcome =
  | { readonly kind: 'ok'; readonly copy: RegistryCopy }
  /** An empty answer where there was something before: to be confirmed (client-sdk 51). */
  | { readonly kind: 'doubtful' }
  | { readonly kind: 'unavailable'; readonly problem: string };

/**
 * Keeps a copy of the registry up to date: a full fetch first, then deltas, and one full fetch when the
 * hash code says that the copy has drifted (eureka-protocol 3.4; client-sdk 46).
 */
export class RegistryReader {
  readonly #exchange: Pick<EurekaExchange, 'fetchAll' | 'fetchDelta'>;
  #copy: RegistryCopy = new Map();
  #emptyBefore = false;

  constructor(exchange: Pick<EurekaExchange, 'fetchAll' | 'fetchDelta'>) {
    this.#exchange = exchange;
  }

  async read(): Promise<ReadOutcome> {
    const updated = this.#copy.size === 0 ? undefined : await this.#readDelta();
    return updated ?? this.#readAll();
  }

  /** Undefined when only a full fetch can tell. */
  async #readDelta(): Promise<ReadOutcome | undefined> {
    const delta = await this.#exchange.fetchDelta();
    if (delta.kind === 'absent') return undefined;
    if (delta.kind !== 'ok') return unavailable(delta);
    const next = withDelta(this.#copy, delta.value);
    return agrees(next, delta.value) ? this.#accept(next) : undefined;
  }

  async #readAll(): Promise<ReadOutcome> {
    const full = await this.#exchange.fetchAll();
    if (full.kind !== 'ok') return unavailable(full);
    const next = copyOf(full.value);
    if (next.size > 0 || this.#copy.size === 0 || this.#emptyBefore) return this.#accept(next);
    this.#emptyBefore = true;
    return { kind: 'doubtful' };
  }

  #accept(next: RegistryCopy): ReadOutcome {
    this.#copy = next;
    this.#emptyBefore = false;
    return { kind: 'ok', copy: next };
  }
}

function unavailable(outcome: Exclude<FetchOutcome<Applications>, { kind: 'ok' }>): ReadOutcome {
  const problem = outcome.kind === 'absent' ? 'it serves no registry' : outcome.problem;
  return { kind: 'unavailable', problem };
}
