import type { Bus } from '@vernal/bus';
import {
  type Cancel,
  type Clock,
  createPeriodic,
  type Lifecycle,
  type Logger,
  messageOf,
  type Periodic,
  type Timers,
} from '@vernal/core';
import type { AckEvent, Acknowledgement, Acknowledger } from '@vernal/protocol/bus';
import type { KnownKeys } from '../environments/known-keys.ts';
import type { RolloutBook } from './rollout-book.ts';
import type { RolloutView } from './rollout-view.ts';

const SWEEP_INTERVAL_MS = 60_000;
const REFRESH_EVENT = /\bRefreshRemoteApplicationEvent$/;

/** What the book is kept with. */
export interface RolloutFollowerParts {
  readonly bus: Pick<
    Bus,
    | 'onAcknowledgement'
    | 'onWithdrawal'
    | 'onSpringAcknowledgement'
    | 'acknowledge'
    | 'clearAcknowledgement'
  >;
  readonly book: RolloutBook;
  readonly view: RolloutView;
  readonly knownKeys: KnownKeys;
  /** `vernal.config.rollout.forget-after`. */
  readonly forgetAfterMs: number;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly logger: Logger;
}

/**
 * Keeps the rollout book from what is retained on the bus, so that it is the same on every server. What a Java
 * application acknowledges is retained for it; what a killed instance left behind is cleared after some time.
 */
export class RolloutFollower implements Lifecycle {
  readonly #parts: RolloutFollowerParts;
  readonly #sweeps: Periodic;
  readonly #cancels: Cancel[] = [];

  constructor(parts: RolloutFollowerParts) {
    const { timers, logger } = parts;
    this.#parts = parts;
    this.#sweeps = createPeriodic({
      timers,
      intervalMs: SWEEP_INTERVAL_MS,
      run: () => this.#forgetKilled(),
      onError: (error) => logger.warn('could not clear the bus', { error: messageOf(error) }),
    });
  }

  async start(): Promise<void> {
    const { bus, book } = this.#parts;
    this.#cancels.push(
      bus.onAcknowledgement((acknowledgement) => book.record(acknowledgement)),
      bus.onWithdrawal((by) => book.forget(by)),
      bus.onSpringAcknowledgement((acknowledgement) => this.#retain(acknowledgement)),
    );
    await this.#sweeps.start();
  }

  async stop(): Promise<void> {
    for (const cancel of this.#cancels.splice(0)) cancel();
    await this.#sweeps.stop();
  }

  /** Every server does so; they all say the same. */
  #retain(event: AckEvent): void {
    const { bus, book, logger } = this.#parts;
    const acknowledgement = this.#acknowledgementOf(event);
    if (acknowledgement === undefined) return;
    const known = book.find(acknowledgement);
    if (known !== undefined && known.outcome !== 'acknowledged') return;
    bus.acknowledge(acknowledgement).catch((error: unknown) => {
      logger.warn('could not retain an acknowledgement', { error: messageOf(error) });
    });
  }

  /** Of a refresh of ours: its id tells which commit it was about (bus-protocol A.8). */
  #acknowledgementOf(event: AckEvent): Acknowledgement | undefined {
    const { ackId, originService: busId, timestamp: at } = event;
    if (ackId === null || busId === null || !REFRESH_EVENT.test(event.event ?? ''))
      return undefined;
    const known = this.#parts.knownKeys
      .all()
      .find(({ eventId }) => eventId !== '' && ackId.startsWith(eventId));
    const [application = ''] = busId.split(':', 1);
    if (known === undefined || application === '') return undefined;
    const { announced: commit, eventId } = known;
    return { eventId, busId, application, instanceId: '', commit, outcome: 'acknowledged', at };
  }

  async #forgetKilled(): Promise<void> {
    const { book, view, bus, clock, forgetAfterMs } = this.#parts;
    const before = clock.now() - forgetAfterMs;
    for await (const rows of view.slices()) {
      const killed: readonly Acknowledger[] = rows.filter(
        ({ state, announcedAt = 0 }) => state === 'late' && announcedAt <= before,
      );
      for (const by of killed) {
        book.forget(by);
        await bus.clearAcknowledgement(by);
      }
    }
  }
}
