import type { Bus } from '@vernal/bus';
import { type Cancel, messageOf } from '@vernal/core';
import type { ConfigKey, JsonSchema } from '@vernal/protocol/bus';
import type { Runtime } from '../runtime/runtime.ts';

/** A config server forgets a schema that was not repeated for three times as long: its instance is gone. */
const REPEAT_INTERVAL_MS = 10 * 60_000;

/** Whose configuration has to fit which schema. */
export interface SchemaAnnouncerOptions {
  readonly bus: Bus;
  readonly key: ConfigKey;
  readonly schema: JsonSchema;
}

/** Tells config servers which configuration this instance can run with, so that they refuse a push of any other. */
export class SchemaAnnouncer {
  readonly #options: SchemaAnnouncerOptions;
  readonly #runtime: Runtime;
  readonly #cancels: readonly Cancel[];

  constructor(options: SchemaAnnouncerOptions, runtime: Runtime) {
    this.#options = options;
    this.#runtime = runtime;
    this.#cancels = [
      options.bus.onConnect(() => void this.#announce()),
      runtime.timers.every(REPEAT_INTERVAL_MS, () => void this.#announce()),
    ];
  }

  /** Leaves nothing on the broker: the next process may have another schema. */
  stop(): void {
    for (const cancel of this.#cancels) cancel();
    const { bus, key } = this.#options;
    bus.withdrawSchema(key.application).catch((error: unknown) => this.#report(messageOf(error)));
  }

  async #announce(): Promise<void> {
    const { bus, key, schema } = this.#options;
    const published = { ...key, busId: bus.busId, schema, at: this.#runtime.clock.now() };
    try {
      const outcome = await bus.announceSchema(published);
      if (!outcome.ok) this.#report(outcome.problem);
    } catch (error) {
      this.#report(messageOf(error));
    }
  }

  #report(problem: string): void {
    this.#runtime.logger.debug('the schema of the configuration is not on the bus', { problem });
  }
}
