import { randomUUID } from 'node:crypto';
import { type Cancel, type Clock, type Logger, messageOf } from '@vernal/core';
import {
  busTopics,
  createAckEvent,
  decodeAcknowledgement,
  decodeConfigState,
  decodeEvent,
  decodeRegistryChange,
  type EventNaming,
  encodeAcknowledgement,
  encodeConfigState,
  encodeEvent,
  encodeRegistryChange,
  type OriginRule,
  type RemoteApplicationEvent,
} from '@vernal/protocol/bus';
import type { Bus } from './bus.ts';
import { type BusCounters, createCounters } from './counters.ts';
import { EventInbox } from './event-inbox.ts';
import { Intake } from './intake.ts';
import { isOffline } from './offline.ts';
import { Outbox } from './outbox.ts';
import type { BusTransport } from './ports/bus-transport.ts';

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
  readonly clock: Clock;
  readonly logger: Logger;
  /** Ids of messages; random UUIDs by default. */
  readonly newId?: () => string;
}

/** A bus whose traffic can be counted. */
export interface CountingBus extends Bus {
  readonly counters: BusCounters;
}

/** How many announcements wait for a connection at most. */
const WAITING_LIMIT = 10_000;

/**
 * A participant of the bus. It owns its transport: `start()` and `stop()` go through.
 * @throws VernalError `BUS_BAD_DESTINATION`
 */
export function createBus(options: BusOptions): CountingBus {
  const { transport, busId, clock, logger, newId = randomUUID } = options;
  const topics = busTopics(options.destination);
  const counters = createCounters();
  const intake = new Intake(transport, counters, logger);
  const outbox = new Outbox(transport, WAITING_LIMIT, () => {
    counters.dropped += 1;
  });
  const inbox = new EventInbox({
    identity: { busId, configNames: options.configNames ?? [] },
    originRule: options.originRule ?? 'exact',
    counters,
    intake,
    acknowledge: options.springAcks === 'send' ? sendSpringAck : () => undefined,
  });
  const cancels: Cancel[] = [];

  function sendSpringAck(event: RemoteApplicationEvent): void {
    const stamp = { id: newId(), timestamp: clock.now(), originService: busId };
    const type = event.type === 'custom' ? event.customType : event.type;
    inBackground(publishEvent(createAckEvent(stamp, { ...event, type })));
  }

  /** A refresh waits for a connection, one per destination; any other event needs one now. */
  async function publishEvent(event: RemoteApplicationEvent): Promise<void> {
    const payload = encodeEvent(event, options.naming);
    if (event.type !== 'RefreshRemoteApplicationEvent') {
      await transport.publish(topics.events, payload, { retain: false });
      return;
    }
    const key = `${topics.events} ${event.destinationService ?? ''}`;
    await outbox.send({ key, topic: topics.events, payload, retain: false });
  }

  function announce(topic: string, payload: string, retain: boolean): Promise<void> {
    return outbox.send({ key: topic, topic, payload, retain });
  }

  function inBackground(sending: Promise<void>): void {
    sending.catch((error: unknown) => {
      if (!isOffline(error)) logger.warn('could not send to the bus', { error: messageOf(error) });
    });
  }

  return {
    busId,
    counters,
    get connected() {
      return transport.connected;
    },
    start() {
      const decoding = { newId, customTypes: options.customTypes ?? new Set<string>() };
      cancels.push(
        transport.onConnect(() => inBackground(outbox.flush())),
        intake.listen(
          topics.events,
          (payload) => decodeEvent(payload, { ...decoding, receivedAt: clock.now() }),
          (event) => inbox.accept(event),
        ),
      );
      return transport.start();
    },
    async stop() {
      for (const cancel of cancels.splice(0)) cancel();
      await transport.stop();
    },
    onConnect: (run) => transport.onConnect(run),
    publishEvent,
    onEvent: (receive) => inbox.onEvent(receive),
    announceState: (state) => announce(topics.state(state), encodeConfigState(state), true),
    onState: (key, receive) => intake.listenRetained(topics.state(key), decodeConfigState, receive),
    acknowledge: (acknowledgement) =>
      announce(
        topics.acknowledgement(acknowledgement),
        encodeAcknowledgement(acknowledgement, newId()),
        true,
      ),
    onAcknowledgement: (receive) =>
      intake.listenRetained(topics.acknowledgements, decodeAcknowledgement, receive),
    announceRegistryChange: (change) =>
      announce(topics.registry, encodeRegistryChange(change), false),
    onRegistryChange: (receive) => intake.listen(topics.registry, decodeRegistryChange, receive),
  };
}
