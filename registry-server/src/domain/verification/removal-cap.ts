const MINUTE_MS = 60_000;

interface Removals {
  readonly minute: number;
  readonly limit: number;
  count: number;
}

/** How many instances of one application may go in a minute: a share of it, and at least one. */
export class RemovalCap {
  readonly #share: number;
  readonly #removals = new Map<string, Removals>();

  /** @param share of the instances that an application has when the first of a minute goes, 0 to 1 */
  constructor(share: number) {
    this.#share = share;
  }

  /** Takes one removal of the minute that `nowMs` is in; false when there is none left. */
  take(app: string, instances: number, nowMs: number): boolean {
    const minute = Math.floor(nowMs / MINUTE_MS);
    let removals = this.#removals.get(app);
    if (removals?.minute !== minute) {
      removals = { minute, limit: Math.max(1, Math.floor(instances * this.#share)), count: 0 };
      this.#removals.set(app, removals);
    }
    if (removals.count >= removals.limit) return false;
    removals.count += 1;
    return true;
  }

  /** Forgets earlier minutes. */
  tidy(nowMs: number): void {
    const minute = Math.floor(nowMs / MINUTE_MS);
    for (const [app, removals] of this.#removals) {
      if (removals.minute !== minute) this.#removals.delete(app);
    }
  }
}
