import {
  type Cancel,
  createPeriodic,
  type Lifecycle,
  type Logger,
  messageOf,
  type Periodic,
  type Timers,
  turnOfOthers,
} from '@vernal/core';
import type { ConfigKey } from '@vernal/protocol/bus';
import type { Backends } from '../backends/backends.ts';
import type { CommitsInForce } from '../environments/commits-in-force.ts';
import type { KnownKeys } from '../environments/known-keys.ts';
import type { Announcements } from '../ports/announcements.ts';

/** Looks are cheap when nothing moved; this one only makes up for a change that was not noticed. */
const SWEEP_INTERVAL_MS = 60_000;

/** Keys that are settled in one go, which takes some tens of milliseconds when all of them changed. */
const KEYS_AT_ONCE = 50;

/** What a sweep goes over. */
export interface ChangeSweepParts {
  readonly backends: Backends;
  readonly commitsInForce: CommitsInForce;
  readonly knownKeys: KnownKeys;
  readonly announcements: Announcements;
  /** Called after each sweep. */
  readonly onSwept?: () => void;
  /** Calls back when the bus is connected (again). */
  readonly onBusConnect: (run: () => void) => Cancel;
  readonly timers: Timers;
  readonly logger: Logger;
}

/**
 * Turns moved labels into announcements: at every change all known keys are settled, then each
 * application that is affected gets one refresh event. Changes meanwhile share the next sweep.
 */
export class ChangeSweep implements Lifecycle {
  readonly #parts: ChangeSweepParts;
  readonly #sweeps: Periodic;
  readonly #cancels: Cancel[] = [];

  constructor(parts: ChangeSweepParts) {
    this.#parts = parts;
    this.#sweeps = createPeriodic({
      timers: parts.timers,
      intervalMs: SWEEP_INTERVAL_MS,
      run: (signal) => this.#sweep(signal),
      onError: (error) => parts.logger.error('a sweep failed', { error: messageOf(error) }),
    });
  }

  async start(): Promise<void> {
    const { backends, knownKeys, announcements, onBusConnect } = this.#parts;
    for (const known of knownKeys.all()) {
      if (!known.told) announcements.resume(known);
    }
    this.#cancels.push(backends.onChange(() => void this.runNow()));
    this.#cancels.push(onBusConnect(() => void this.#republish()));
    await this.#sweeps.start();
    void this.runNow();
  }

  async stop(): Promise<void> {
    for (const cancel of this.#cancels.splice(0)) cancel();
    await this.#sweeps.stop();
  }

  /** Resolves when everything that moved before the call is announced. */
  runNow(): Promise<void> {
    return this.#sweeps.runNow();
  }

  /** A broker may have lost what it retained. */
  async #republish(): Promise<void> {
    const { knownKeys, announcements } = this.#parts;
    await this.runNow();
    for (const known of knownKeys.all()) announcements.announceState(known);
  }

  async #sweep(signal: AbortSignal): Promise<void> {
    const { knownKeys, announcements, onSwept } = this.#parts;
    await this.#settleAll(signal);
    if (signal.aborted) return;
    await knownKeys.markTold(await announcements.publishRefreshes());
    await knownKeys.flush();
    onSwept?.();
  }

  /** Part by part: other requests get their turn between. */
  async #settleAll(signal: AbortSignal): Promise<void> {
    const keys = this.#parts.commitsInForce.keys();
    for (let start = 0; start < keys.length && !signal.aborted; start += KEYS_AT_ONCE) {
      if (start > 0) await turnOfOthers(this.#parts.timers);
      const some = keys.slice(start, start + KEYS_AT_ONCE);
      await Promise.all(some.map((key) => this.#settle(key, signal)));
    }
  }

  async #settle(key: ConfigKey, signal: AbortSignal): Promise<void> {
    const { commitsInForce, logger } = this.#parts;
    try {
      await commitsInForce.follow(key);
    } catch (error) {
      const { application, profiles, label } = key;
      const fields = { application, profiles, label, error: messageOf(error) };
      if (!signal.aborted) logger.error('could not look for changes', fields);
    }
  }
}
