import type { BusOptions, CountingBus } from './bus-options.ts';
import { Participant } from './participant.ts';

/**
 * A participant of the bus. It owns its transport: `start()` and `stop()` go through.
 * @throws VernalError `OPTIONS_BAD_BUS_DESTINATION`
 */
export function createBus(options: BusOptions): CountingBus {
  return new Participant(options);
}
