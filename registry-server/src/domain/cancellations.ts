import type { InstanceInfo } from '@vernal/protocol/eureka';
import { instanceKey } from './instance-key.ts';

/** How long a late report of a service that shut down is told from a new start. */
const LATE_REPORT_MS = 10_000;
/** How long peers may still list what was cancelled here: longer than any usual lease. */
const REMEMBERED_MS = 600_000;

interface Cancellation {
  readonly lastDirtyTimestamp: number;
  readonly atMs: number;
}

/** What was cancelled of late, so that nothing brings it back by mistake (eureka-protocol 4.9, complaint 15). */
export class Cancellations {
  /** In the order in which they took place. */
  readonly #byInstance = new Map<string, Cancellation>();

  note(instance: InstanceInfo, nowMs: number): void {
    this.#forgetOld(nowMs);
    const key = instanceKey(instance);
    this.#byInstance.delete(key);
    const { lastDirtyTimestamp } = instance;
    this.#byInstance.set(key, { lastDirtyTimestamp, atMs: nowMs });
  }

  /**
   * Whether a registration is to be taken. Not taken is the DOWN that a stopping Spring service sends before its
   * DELETE, when it arrives after it. A service that starts again says something else, or something newer.
   */
  admits(incoming: InstanceInfo, nowMs: number): boolean {
    const key = instanceKey(incoming);
    const cancelled = this.#byInstance.get(key);
    if (cancelled === undefined) return true;
    const isLate =
      incoming.status === 'DOWN' &&
      nowMs - cancelled.atMs <= LATE_REPORT_MS &&
      !isNewer(incoming, cancelled);
    if (!isLate) this.#byInstance.delete(key);
    return !isLate;
  }

  /** Whether a peer still lists what was cancelled here, and has not heard of it since. */
  covers(listed: InstanceInfo, nowMs: number): boolean {
    const cancelled = this.#byInstance.get(instanceKey(listed));
    if (cancelled === undefined || nowMs - cancelled.atMs > REMEMBERED_MS) return false;
    const registeredAtMs = listed.lease?.registrationTimestamp ?? 0;
    return registeredAtMs <= cancelled.atMs && !isNewer(listed, cancelled);
  }

  #forgetOld(nowMs: number): void {
    for (const [key, { atMs }] of this.#byInstance) {
      if (nowMs - atMs <= REMEMBERED_MS) return;
      this.#byInstance.delete(key);
    }
  }
}

function isNewer({ lastDirtyTimestamp }: InstanceInfo, cancelled: Cancellation): boolean {
  return lastDirtyTimestamp > Math.max(cancelled.lastDirtyTimestamp, cancelled.atMs);
}
