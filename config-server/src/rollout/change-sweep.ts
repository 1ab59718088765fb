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
import { partsOf } from './key-parts.ts';

/** Looks are cheap when nothing moved; this one only makes up for a change that was not noticed. */
const SWEEP_INTERVAL_MS = 60_000;

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
    const { knownKeys, announcements, timers } = this.#parts;
    await this.runNow();
    for (const [index, part] of partsOf(knownKeys.all()).entries()) {
      if (index > 0) await turnOfOthers(timers);
      for (const known of part) announcements.announceState(known);
    }
  }

  /** Part by part: other requests get their turn between. */
  async #sweep(signal: AbortSignal): Promise<void> {
    const { commitsInForce, knownKeys, timers, onSwept } = this.#parts;
    const telling: Promise<readonly string[]>[] = [];
    for (const part of partsOf(commitsInForce.keys())) {
      if (telling.length > 0) await turnOfOthers(timers);
      if (signal.aborted) break;
      const news = await this.#settleAll(part, signal);
      telling.push(this.#announce(part, news));
    }
    await knownKeys.markTold(new Set((await Promise.all(telling)).flat()));
    await knownKeys.flush();
    onSwept?.();
  }

  /**
   * What a part of the keys comes to is announced when all of it is settled: whoever hears of it asks at once, and
   * would keep the server from settling the rest.
   */
  async #settleAll(part: readonly ConfigKey[], signal: AbortSignal): Promise<readonly ConfigKey[]> {
    const isNews = await Promise.all(part.map((key) => this.#settle(key, signal)));
    return part.filter((_, index) => isNews[index]);
  }

  async #settle(key: ConfigKey, signal: AbortSignal): Promise<boolean> {
    const { commitsInForce, logger } = this.#parts;
    try {
      return await commitsInForce.follow(key);
    } catch (error) {
      const { application, profiles, label } = key;
      const fields = { application, profiles, label, error: messageOf(error) };
      if (!signal.aborted) logger.error('could not look for changes', fields);
      return false;
    }
  }

  /** @returns the ids of the events that the bus has taken */
  #announce(part: readonly ConfigKey[], news: readonly ConfigKey[]): Promise<readonly string[]> {
    const { knownKeys, announcements } = this.#parts;
    // Events first: the broker has few others to serve who wait for nothing else.
    const telling = announcements.publishRefreshes(new Set(part.map((key) => key.application)));
    for (const key of news) {
      // As it is by now: a request may have found a later commit meanwhile.
      const known = knownKeys.get(key);
      if (known !== undefined) announcements.announceState(known);
    }
    return telling;
  }
}
