import type { Acknowledgement, Acknowledger } from '@vernal/protocol/bus';

/** Bounds what the bus can make the server remember. */
const MAX_INSTANCES = 50_000;
/** Put in order at once: all of a large fleet would keep requests waiting. */
const ARRIVALS_AT_ONCE = 1_000;

/** Who runs which commit, from the acknowledgements of the instances (design, journey "Refresh"). */
export class RolloutBook {
  /** Those that said something last come last. */
  readonly #latest = new Map<string, Acknowledgement>();
  #order: readonly string[] = [];
  #arrivals: string[] = [];

  /**
   * An acknowledgement older than the one known is ignored: retained ones may come late. One of Spring's, which says
   * less, never replaces what an instance said in full.
   */
  record(acknowledgement: Acknowledgement): void {
    const instance = idOf(acknowledgement);
    const known = this.#latest.get(instance);
    const saysLess = acknowledgement.outcome === 'acknowledged' && known !== undefined;
    if (saysLess && known.outcome !== 'acknowledged') return;
    if (known !== undefined && known.at > acknowledgement.at) return;
    this.#latest.delete(instance);
    this.#latest.set(instance, acknowledgement);
    if (known === undefined) this.#arrive(instance);
  }

  find(by: Acknowledger): Acknowledgement | undefined {
    return this.#latest.get(idOf(by));
  }

  /** Called when an instance has left. */
  forget(by: Acknowledger): void {
    this.#latest.delete(idOf(by));
  }

  /** By application and instance: in the same order on every server. */
  all(): readonly Acknowledgement[] {
    this.#arrange();
    return this.#order.flatMap((instance) => this.#latest.get(instance) ?? []);
  }

  #arrive(instance: string): void {
    this.#arrivals.push(instance);
    if (this.#arrivals.length === ARRIVALS_AT_ONCE) this.#arrange();
    if (this.#latest.size <= MAX_INSTANCES) return;
    for (const oldest of this.#latest.keys()) {
      this.#latest.delete(oldest);
      return;
    }
  }

  /** Fast because most is in order already. */
  #arrange(): void {
    if (this.#arrivals.length === 0) return;
    const sorted = [...this.#order, ...this.#arrivals].sort();
    this.#order = sorted.filter((id, index) => id !== sorted[index - 1] && this.#latest.has(id));
    this.#arrivals = [];
  }
}

function idOf({ application, busId }: Acknowledger): string {
  return JSON.stringify([application, busId]);
}
