import type { BusTransport } from '@vernal/bus';

/** Which bus a service takes part in. */
export interface BusOptions {
  /** The broker, `mqtt://user:password@host:1883`. */
  readonly url?: string;
  /** Another way to reach the bus, e.g. an in-memory one in tests. Wins over `url`. */
  readonly transport?: BusTransport;
  /** `spring.cloud.bus.destination`, `springCloudBus` by default. */
  readonly destination?: string;
}
