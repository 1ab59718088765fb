import type { Bus } from '@vernal/bus';
import { type Cancel, type Lifecycle, type Logger, messageOf } from '@vernal/core';
import type { PinDecision } from '@vernal/protocol/bus';
import { supersedes } from '../domain/pins.ts';
import type { Pins } from '../environments/pins.ts';

/** What is shared, over what. */
export interface PinSharingParts {
  readonly pins: Pins;
  readonly bus: Pick<Bus, 'announcePin' | 'onPin' | 'onConnect'>;
  /** Puts in force what was learned, and tells the services. */
  readonly settleAll: () => Promise<void>;
  readonly logger: Logger;
}

/**
 * Makes a decision of an operator hold on every config server of the bus. Whoever hears a decision that an other
 * has replaced says the better one again: so all servers, and what the broker retains, end with the same.
 */
export class PinSharing implements Lifecycle {
  readonly #parts: PinSharingParts;
  readonly #cancels: Cancel[] = [];

  constructor(parts: PinSharingParts) {
    this.#parts = parts;
  }

  start(): Promise<void> {
    const { pins, bus } = this.#parts;
    this.#cancels.push(
      pins.onDecision((decision) => this.#announce(decision)),
      bus.onPin((decision) => void this.#learn(decision)),
      // A broker may have lost what it retained.
      bus.onConnect(() => {
        for (const decision of pins.decisions()) this.#announce(decision);
      }),
    );
    return Promise.resolve();
  }

  stop(): Promise<void> {
    for (const cancel of this.#cancels.splice(0)) cancel();
    return Promise.resolve();
  }

  async #learn(heard: PinDecision): Promise<void> {
    const { pins, settleAll, logger } = this.#parts;
    const { application, label, action, by } = heard;
    try {
      const latest = await pins.learn(heard);
      if (latest === heard) {
        logger.info('another config server decided on a pin', { application, label, action, by });
        await settleAll();
      } else if (latest !== undefined && supersedes(latest, heard)) {
        this.#announce(latest);
      }
    } catch (error) {
      logger.error('a pin could not be taken over', { application, error: messageOf(error) });
    }
  }

  #announce(decision: PinDecision): void {
    const { bus, logger } = this.#parts;
    const { application } = decision;
    bus.announcePin(decision).catch((error: unknown) => {
      logger.warn('could not announce a pin', { application, error: messageOf(error) });
    });
  }
}
