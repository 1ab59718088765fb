import type { EurekaExchange } from '@vernal/client/eureka';
import {
  createPeriodic,
  type Lifecycle,
  type Logger,
  messageOf,
  type Periodic,
  type Timers,
} from '@vernal/core';
import type { InstanceInfo } from '@vernal/protocol/eureka';

/** What a registration is made with. */
export interface OwnRegistrationParts {
  readonly exchange: Pick<EurekaExchange, 'register' | 'renew' | 'cancel'>;
  /** Called when this server listens. */
  readonly describe: () => InstanceInfo;
  readonly renewalIntervalMs: number;
  readonly timers: Timers;
  readonly logger: Logger;
}

/** Keeps this server in the registry, so that clients find it. A registry that is away keeps nobody from starting. */
export class OwnRegistration implements Lifecycle {
  readonly #parts: OwnRegistrationParts;
  readonly #beats: Periodic;
  #own: InstanceInfo | undefined;
  #isRegistered = false;
  #problem: string | undefined;

  constructor(parts: OwnRegistrationParts) {
    this.#parts = parts;
    this.#beats = createPeriodic({
      timers: parts.timers,
      intervalMs: parts.renewalIntervalMs,
      run: () => this.#beat(),
      onError: (error) => this.#report(messageOf(error)),
    });
  }

  async start(): Promise<void> {
    this.#own = this.#parts.describe();
    await this.#beats.start();
    void this.#beats.runNow();
  }

  async stop(): Promise<void> {
    await this.#beats.stop();
    const own = this.#own;
    this.#own = undefined;
    if (own !== undefined && this.#isRegistered) await this.#parts.exchange.cancel(own);
    this.#isRegistered = false;
  }

  async #beat(): Promise<void> {
    const own = this.#own;
    if (own === undefined) return;
    const { exchange } = this.#parts;
    const renewed = this.#isRegistered ? await exchange.renew(own) : undefined;
    // A registry that does not know the lease gets it anew within the same beat (eureka-protocol 6.1).
    const isUnknown = renewed === undefined || renewed.kind === 'unknown-instance';
    const outcome = isUnknown ? await exchange.register(own) : renewed;
    if (outcome.kind === 'ok') this.#isRegistered = true;
    this.#report(outcome.kind === 'ok' ? undefined : outcome.problem);
  }

  /** Once per outage. */
  #report(problem: string | undefined): void {
    const { logger } = this.#parts;
    if (problem === undefined && this.#problem !== undefined) logger.info('registered again');
    if (problem !== undefined && this.#problem === undefined) {
      logger.warn('cannot register this config server; trying on', { problem });
    }
    this.#problem = problem;
  }
}
