import {
  type Cancel,
  type Clock,
  type Lifecycle,
  type Logger,
  messageOf,
  type Timers,
} from '@vernal/core';
import type { RegistryChange } from '@vernal/protocol/bus';
import type { ChangeAnnouncer } from '../ports/change-announcer.ts';

/** Changes within this time go out as one message. */
const COALESCE_MS = 20;

/** What the announcer works with. */
export interface BusChangeAnnouncerOptions {
  /** Sends one announcement; rejects when it can't. */
  readonly send: (change: RegistryChange) => Promise<void>;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly logger: Logger;
}

/** Announces changes on the bus. One that is lost costs nothing: clients poll all the same. */
export class BusChangeAnnouncer implements ChangeAnnouncer, Lifecycle {
  readonly #options: BusChangeAnnouncerOptions;
  readonly #changed = new Set<string>();
  #cancel: Cancel | undefined;

  constructor(options: BusChangeAnnouncerOptions) {
    this.#options = options;
  }

  announce(app: string): void {
    this.#changed.add(app);
    this.#cancel ??= this.#options.timers.after(COALESCE_MS, () => this.#send());
  }

  start(): Promise<void> {
    return Promise.resolve();
  }

  stop(): Promise<void> {
    this.#cancel?.();
    return Promise.resolve();
  }

  #send(): void {
    const { send, clock, logger } = this.#options;
    this.#cancel = undefined;
    const applications = [...this.#changed];
    this.#changed.clear();
    send({ applications, at: clock.now() }).catch((error: unknown) => {
      logger.debug('a registry change was not announced', { problem: messageOf(error) });
    });
  }
}
