import type { Clock, Logger } from '@vernal/core';
import type { EventNaming, OriginRule } from '@vernal/protocol/bus';
import type { Bus } from '../ports/bus.ts';
import type { BusTransport } from '../ports/bus-transport.ts';
import type { BusCounters } from './counters.ts';

/** What a participant is made of. */
export interface BusOptions {
  readonly transport: BusTransport;
  /** Own identity, see `composeBusId`. */
  readonly busId: string;
  /** `spring.cloud.bus.destination`, `springCloudBus` by default. */
  readonly destination?: string;
  /** `spring.cloud.config.name`: further names that destinations may use; none by default. */
  readonly configNames?: readonly string[];
  /** `exact` by default; `pattern` is Java's rule. */
  readonly originRule?: OriginRule;
  /** Spelling of members in events that are sent; `camel` by default, both are read. */
  readonly naming?: EventNaming;
  /** Types of own events; others are counted as unknown. None by default. */
  readonly customTypes?: ReadonlySet<string>;
  /**
   * Whether Spring's acknowledgement goes to everybody for each event that was handled, as
   * `spring.cloud.bus.ack.enabled` does in Java. `omit` by default: they grow with the square of the fleet.
   */
  readonly springAcks?: 'omit' | 'send';
  /**
   * Quality with which events are received; 1 by default. 0 is for the many: an event goes to each participant, and an
   * acknowledgement of each is most of what a push costs. Our config server's commits come as retained states, and no
   * event needs to arrive; one of a Java server that an overrun broker leaves out is made up for by polling.
   */
  readonly eventQos?: 0 | 1;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Ids of messages; random UUIDs by default. */
  readonly newId?: () => string;
}

/** A bus whose traffic can be counted. */
export interface CountingBus extends Bus {
  readonly counters: BusCounters;
}
