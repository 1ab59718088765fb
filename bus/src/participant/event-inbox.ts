import type { Cancel } from '@vernal/core';
import {
  type AckEvent,
  type BusIdentity,
  type OriginRule,
  type RemoteApplicationEvent,
  routeEvent,
  type UnknownEvent,
} from '@vernal/protocol/bus';
import type { MutableBusCounters } from './counters.ts';
import type { Intake } from './intake.ts';
import { SeenIds } from './seen-ids.ts';

/** How an inbox decides and where it reports to. */
export interface EventInboxOptions {
  readonly identity: BusIdentity;
  readonly originRule: OriginRule;
  readonly counters: MutableBusCounters;
  readonly intake: Intake;
  /** Called for an event that was addressed to this participant, after every handler took it. */
  readonly acknowledge: (event: RemoteApplicationEvent) => void;
}

/** How many event ids are remembered: hours of a busy bus. */
const REMEMBERED_IDS = 10_000;

/** Decides for every event that arrives whether it is for this participant, and hands it over once. */
export class EventInbox {
  readonly #options: EventInboxOptions;
  readonly #seen = new SeenIds(REMEMBERED_IDS);
  readonly #handlers = new Set<{ readonly receive: (event: RemoteApplicationEvent) => void }>();
  readonly #ackHandlers = new Set<{ readonly receive: (acknowledgement: AckEvent) => void }>();

  constructor(options: EventInboxOptions) {
    this.#options = options;
  }

  onEvent(receive: (event: RemoteApplicationEvent) => void): Cancel {
    const handler = { receive };
    this.#handlers.add(handler);
    return () => this.#handlers.delete(handler);
  }

  /** Spring's acknowledgements reach whoever counts them, whatever their destination (bus-protocol A.8). */
  onAcknowledgement(receive: (acknowledgement: AckEvent) => void): Cancel {
    const handler = { receive };
    this.#ackHandlers.add(handler);
    return () => this.#ackHandlers.delete(handler);
  }

  accept(event: RemoteApplicationEvent | UnknownEvent): void {
    const { counters, identity, originRule, acknowledge } = this.#options;
    if (event.type === 'unknown') {
      counters.unknown += 1;
      return;
    }
    if (event.type === 'AckRemoteApplicationEvent') {
      for (const { receive } of [...this.#ackHandlers]) {
        this.#options.intake.guard(() => receive(event));
      }
      return;
    }
    const route = routeEvent(event, identity, originRule);
    if (!route.acknowledge) return;
    if (!this.#seen.isNew(event.id)) {
      counters.duplicates += 1;
      return;
    }
    if (!route.deliver || this.#deliver(event)) acknowledge(event);
  }

  /** True when no handler failed: as in Java, a failure is not acknowledged (bus-protocol A.8). */
  #deliver(event: RemoteApplicationEvent): boolean {
    this.#options.counters.delivered += 1;
    const results = [...this.#handlers].map(({ receive }) =>
      this.#options.intake.guard(() => receive(event)),
    );
    return results.every((taken) => taken);
  }
}
