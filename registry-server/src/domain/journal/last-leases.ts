import type { Clock } from '@vernal/core';
import type { Registry } from '../registry.ts';
import { Ring } from './ring.ts';

/** As many as Eureka keeps (eureka-protocol 1.11). */
const KEPT = 1_000;

/** A line of Eureka's page of last leases. */
export interface LastLease {
  /** `APP(instanceId)`. */
  readonly lease: string;
  readonly atMs: number;
}

/** The last leases that began and the last that ended, as Eureka's `/lastn` shows them (eureka-protocol 1.11). */
export class LastLeases {
  readonly #registered = new Ring<LastLease>(KEPT);
  readonly #cancelled = new Ring<LastLease>(KEPT);

  constructor(registry: Registry, clock: Clock) {
    const note = (ring: Ring<LastLease>, app: string, instanceId: string) =>
      ring.push({ lease: `${app}(${instanceId})`, atMs: clock.now() });
    registry.onChange(({ kind, lease: { instance } }) => {
      const { app, instanceId } = instance;
      if (kind === 'registered') note(this.#registered, app, instanceId);
      if (kind === 'cancelled' || kind === 'evicted') note(this.#cancelled, app, instanceId);
    });
    // An attempt to cancel what is not registered counts too, as in Java.
    registry.incidents.add((incident) => {
      if (incident.kind !== 'unknown-cancelled') return;
      note(this.#cancelled, incident.app, incident.instanceId);
    });
  }

  /** Newest first. */
  get registered(): readonly LastLease[] {
    return [...this.#registered.newestFirst()];
  }

  /** Newest first: cancelled, evicted, and attempts to cancel what is not registered. */
  get cancelled(): readonly LastLease[] {
    return [...this.#cancelled.newestFirst()];
  }
}
