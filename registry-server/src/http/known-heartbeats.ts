import type { Heartbeat } from './renewal.ts';

/** Longer addresses are read each time, so that nobody fills the memory with them. */
const MAX_URL_LENGTH = 512;
/** So that an instance which starts anew, and says so in its address, does not push out others at once. */
const URLS_PER_INSTANCE = 2;

/**
 * What heartbeats said that renewed a lease, by their whole address. A client sends the same one until it changes:
 * to take it apart each time costs more than to renew the lease. Holds nothing of the registry, so nothing gets old.
 */
export class KnownHeartbeats {
  readonly #byUrl = new Map<string, Heartbeat>();

  find(url: string): Heartbeat | undefined {
    return this.#byUrl.get(url);
  }

  /** @param instances how many are registered: there is room for each of them */
  remember(url: string, heartbeat: Heartbeat, instances: number): void {
    if (url.length > MAX_URL_LENGTH) return;
    if (this.#byUrl.size >= instances * URLS_PER_INSTANCE) this.#byUrl.clear();
    this.#byUrl.set(url, heartbeat);
  }
}
