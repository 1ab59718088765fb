import type { Acknowledgement, Acknowledger } from '@vernal/protocol/bus';
import { RecentMap } from '../domain/recent-map.ts';

/** Bounds what the bus can make the server remember. */
const MAX_INSTANCES = 10_000;

/** Who runs which commit, from the acknowledgements of the instances (design, journey "Refresh"). */
export class RolloutBook {
  readonly #latest = new RecentMap<string, Acknowledgement>(MAX_INSTANCES);

  /**
   * An acknowledgement older than the one known is ignored: retained ones may come late. One of Spring's, which says
   * less, never replaces what an instance said in full.
   */
  record(acknowledgement: Acknowledgement): void {
    const instance = idOf(acknowledgement);
    const known = this.#latest.get(instance);
    const saysLess = acknowledgement.outcome === 'acknowledged' && known !== undefined;
    if (saysLess && known.outcome !== 'acknowledged') return;
    if (known === undefined || known.at <= acknowledgement.at) {
      this.#latest.set(instance, acknowledgement);
    }
  }

  find(by: Acknowledger): Acknowledgement | undefined {
    return this.#latest.get(idOf(by));
  }

  /** Called when an instance has left. */
  forget(by: Acknowledger): void {
    this.#latest.delete(idOf(by));
  }

  all(): readonly Acknowledgement[] {
    return this.#latest.values();
  }
}

function idOf({ application, busId }: Acknowledger): string {
  return JSON.stringify([application, busId]);
}
