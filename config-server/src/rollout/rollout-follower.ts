import type { Bus } from '@vernal/bus';
import {
  type Cancel,
  type Clock,
  createPeriodic,
  type Lifecycle,
  type Logger,
  messageOf,
  type Periodic,
  type Random,
  type Timers,
} from '@vernal/core';
import type { AckEvent, Acknowledgement, Acknowledger } from '@vernal/protocol/bus';
import type { InstanceRow } from '../domain/rollout.ts';
import type { KnownKeys } from '../environments/known-keys.ts';
import type { RolloutBook } from './rollout-book.ts';
import type { RolloutView } from './rollout-view.ts';
import { SignsOfLife } from './signs-of-life.ts';
import { SpringAcknowledgements } from './spring-acknowledgements.ts';

const SWEEP_INTERVAL_MS = 60_000;

/** What the book is kept with. */
export interface RolloutFollowerParts {
  readonly bus: Pick<
    Bus,
    | 'onAcknowledgement'
    | 'onWithdrawal'
    | 'onSpringAcknowledgement'
    | 'acknowledge'
    | 'clearAcknowledgement'
    | 'clearSchema'
    | 'onSchema'
    | 'onSchemaWithdrawal'
  >;
  readonly book: RolloutBook;
  readonly view: RolloutView;
  readonly knownKeys: Pick<KnownKeys, 'all'>;
  /** `vernal.config.rollout.forget-after`. */
  readonly forgetAfterMs: number;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: Random;
  readonly logger: Logger;
}

/**
 * Keeps the rollout book from what is retained on the bus, so that it is the same on every server. What a Java
 * application acknowledges is retained for it; what a killed instance left behind is cleared after some time.
 */
export class RolloutFollower implements Lifecycle {
  readonly #parts: RolloutFollowerParts;
  readonly #sweeps: Periodic;
  readonly #signs: SignsOfLife;
  readonly #springAcks: SpringAcknowledgements;
  readonly #cancels: Cancel[] = [];

  constructor(parts: RolloutFollowerParts) {
    const { timers, logger, clock, knownKeys } = parts;
    this.#parts = parts;
    this.#signs = new SignsOfLife(clock);
    this.#springAcks = new SpringAcknowledgements(knownKeys);
    this.#sweeps = createPeriodic({
      timers,
      intervalMs: SWEEP_INTERVAL_MS,
      run: (signal) => this.#forgetKilled(signal),
      onError: (error) => logger.warn('could not clear the bus', { error: messageOf(error) }),
    });
  }

  start(): Promise<void> {
    const { bus, timers, random } = this.#parts;
    this.#cancels.push(
      bus.onAcknowledgement((acknowledgement) => this.#record(acknowledgement)),
      bus.onWithdrawal((by) => this.#forget(by)),
      bus.onSpringAcknowledgement((acknowledgement) => this.#retain(acknowledgement)),
      bus.onSchema((published) => this.#signs.note(published)),
      bus.onSchemaWithdrawal((by) => this.#signs.forget(by)),
      // Servers that were started at once must not all clear the same: the others hear of what the first one cleared.
      timers.after(random.below(SWEEP_INTERVAL_MS), () => void this.#sweeps.start()),
    );
    return Promise.resolve();
  }

  async stop(): Promise<void> {
    for (const cancel of this.#cancels.splice(0)) cancel();
    await this.#sweeps.stop();
  }

  #record(acknowledgement: Acknowledgement): void {
    this.#signs.noteAcknowledgement(acknowledgement);
    this.#parts.book.record(acknowledgement);
  }

  #forget(by: Acknowledger): void {
    this.#signs.noteWithdrawal(by);
    this.#parts.book.forget(by);
  }

  /** Every server does so; they all say the same. */
  #retain(event: AckEvent): void {
    const { bus, book, logger } = this.#parts;
    const acknowledgement = this.#springAcks.read(event);
    if (acknowledgement === undefined) return;
    const known = book.find(acknowledgement);
    if (known !== undefined && known.outcome !== 'acknowledged') return;
    bus.acknowledge(acknowledgement).catch((error: unknown) => {
      logger.warn('could not retain an acknowledgement', { error: messageOf(error) });
    });
  }

  async #forgetKilled(signal: AbortSignal): Promise<void> {
    const { view, forgetAfterMs } = this.#parts;
    for (const by of this.#signs.ceased(forgetAfterMs)) {
      if (signal.aborted) return;
      await this.#clear(by, () => this.#clearAll(by));
    }
    for await (const rows of view.slices()) {
      for (const row of rows.filter((one) => this.#isGone(one))) {
        if (signal.aborted) return;
        await this.#clear(row, () => this.#clearAcknowledgement(row));
      }
    }
  }

  /** What can't be cleared now is left for the next sweep, and keeps no other from being cleared. */
  async #clear({ application, busId }: Acknowledger, run: () => Promise<void>): Promise<void> {
    try {
      await run();
    } catch (error) {
      const fields = { application, busId, error: messageOf(error) };
      this.#parts.logger.warn('could not clear the bus', fields);
    }
  }

  /** Forgotten last: what is forgotten is never tried again. */
  async #clearAll(by: Acknowledger): Promise<void> {
    await this.#parts.bus.clearSchema(by);
    await this.#clearAcknowledgement(by);
    this.#signs.forget(by);
  }

  /** Another server may have cleared it meanwhile, or the instance may have returned. */
  async #clearAcknowledgement({ application, busId }: Acknowledger): Promise<void> {
    const by = { application, busId };
    const { book, bus } = this.#parts;
    const said = book.find(by);
    if (said === undefined) return;
    await bus.clearAcknowledgement(by);
    if (book.find(by) === said) this.#forget(by);
  }

  /** One that is off the bus says again what it ran with when it returns. */
  #isGone(row: InstanceRow): boolean {
    const { book, clock, forgetAfterMs } = this.#parts;
    const said = book.find(row);
    const { state, announcedAt = 0 } = row;
    const isLate = state === 'late' && announcedAt <= clock.now() - forgetAfterMs;
    return isLate && said !== undefined && this.#signs.isSilent(said, forgetAfterMs);
  }
}
