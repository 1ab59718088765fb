import { randomUUID } from 'node:crypto';
import { type Cancel, messageOf, type Outcome, succeed } from '@vernal/core';
import {
  type AckEvent,
  type Acknowledgement,
  type Acknowledger,
  type BusTopics,
  busTopics,
  type ConfigKey,
  type ConfigState,
  createAckEvent,
  decodeAcknowledgement,
  decodeConfigState,
  decodeEvent,
  decodePinDecision,
  decodeRegistryChange,
  decodeRepositoryChange,
  decodeSchema,
  encodeAcknowledgement,
  encodeConfigState,
  encodeEvent,
  encodePinDecision,
  encodeRegistryChange,
  encodeRepositoryChange,
  encodeSchema,
  type PinDecision,
  type PublishedSchema,
  type RegistryChange,
  type RemoteApplicationEvent,
  type RepositoryChange,
} from '@vernal/protocol/bus';
import { isOffline } from '../transport/offline.ts';
import type { BusOptions, CountingBus } from './bus-options.ts';
import { createCounters } from './counters.ts';
import { EventInbox } from './event-inbox.ts';
import { Intake } from './intake.ts';
import { Outbox } from './outbox.ts';

/** How many announcements wait for a connection at most. */
const WAITING_LIMIT = 10_000;

/** The bus over a transport: what goes out through the outbox, what comes in through the intake. */
export class Participant implements CountingBus {
  readonly counters = createCounters();
  readonly #options: BusOptions;
  readonly #newId: () => string;
  readonly #topics: BusTopics;
  readonly #intake: Intake;
  readonly #inbox: EventInbox;
  readonly #outbox: Outbox;
  readonly #cancels: Cancel[] = [];

  constructor(options: BusOptions) {
    const { transport, busId, configNames = [], originRule = 'exact', logger } = options;
    this.#options = options;
    this.#newId = options.newId ?? randomUUID;
    this.#topics = busTopics(options.destination);
    this.#intake = new Intake(transport, this.counters, logger);
    this.#inbox = new EventInbox({
      identity: { busId, configNames },
      originRule,
      counters: this.counters,
      intake: this.#intake,
      acknowledge: (event) => this.#sendSpringAck(event),
    });
    this.#outbox = new Outbox(transport, WAITING_LIMIT, () => {
      this.counters.dropped += 1;
    });
  }

  get busId(): string {
    return this.#options.busId;
  }

  get connected(): boolean {
    return this.#options.transport.connected;
  }

  start(): Promise<void> {
    const { transport, clock, customTypes = new Set(), eventQos: qos = 1 } = this.#options;
    const newId = this.#newId;
    this.#cancels.push(
      transport.onConnect(() => this.#inBackground(this.#outbox.flush())),
      this.#intake.listen(
        this.#topics.events,
        (payload) => decodeEvent(payload, { newId, customTypes, receivedAt: clock.now() }),
        (event) => this.#inbox.accept(event),
        { qos },
      ),
    );
    return transport.start();
  }

  async stop(): Promise<void> {
    for (const cancel of this.#cancels.splice(0)) cancel();
    await this.#options.transport.stop();
  }

  onConnect(run: () => void): Cancel {
    return this.#options.transport.onConnect(run);
  }

  async publishEvent(event: RemoteApplicationEvent): Promise<void> {
    const payload = encodeEvent(event, this.#options.naming);
    const topic = this.#topics.events;
    if (event.type === 'RefreshRemoteApplicationEvent') {
      const key = `${topic} ${event.destinationService ?? ''}`;
      await this.#outbox.send({ key, topic, payload, retain: false });
    } else {
      await this.#options.transport.publish(topic, payload, { retain: false });
    }
  }

  onEvent(receive: (event: RemoteApplicationEvent) => void): Cancel {
    return this.#inbox.onEvent(receive);
  }

  announceState(state: ConfigState): Promise<void> {
    return this.#announceRetained(this.#topics.state(state), encodeConfigState(state));
  }

  onState(key: ConfigKey, receive: (state: ConfigState) => void): Cancel {
    return this.#intake.listenRetained(this.#topics.state(key), decodeConfigState, receive);
  }

  onAnyState(receive: (state: ConfigState) => void): Cancel {
    return this.#intake.listenRetained(this.#topics.states, decodeConfigState, receive);
  }

  announcePin(decision: PinDecision): Promise<void> {
    return this.#announceRetained(this.#topics.pin(decision), encodePinDecision(decision));
  }

  onPin(receive: (decision: PinDecision) => void): Cancel {
    return this.#intake.listenRetained(this.#topics.pins, decodePinDecision, receive);
  }

  acknowledge(acknowledgement: Acknowledgement): Promise<void> {
    const topic = this.#topics.acknowledgement(acknowledgement);
    return this.#announceRetained(topic, encodeAcknowledgement(acknowledgement, this.#newId()));
  }

  withdrawAcknowledgement(application: string): Promise<void> {
    return this.clearAcknowledgement({ application, busId: this.busId });
  }

  clearAcknowledgement(by: Acknowledger): Promise<void> {
    return this.#announceRetained(this.#topics.acknowledgement(by), '');
  }

  onSpringAcknowledgement(receive: (acknowledgement: AckEvent) => void): Cancel {
    return this.#inbox.onAcknowledgement(receive);
  }

  onAcknowledgement(receive: (acknowledgement: Acknowledgement) => void): Cancel {
    const filter = this.#topics.acknowledgements;
    return this.#intake.listenRetained(filter, decodeAcknowledgement, receive);
  }

  onWithdrawal(receive: (by: Acknowledger) => void): Cancel {
    const { acknowledgements, acknowledgerOf } = this.#topics;
    return this.#intake.listenDeleted(acknowledgements, acknowledgerOf, receive);
  }

  async announceSchema(schema: PublishedSchema): Promise<Outcome<void, string>> {
    const payload = encodeSchema(schema);
    if (!payload.ok) return payload;
    await this.#announceRetained(this.#topics.schema(schema), payload.value);
    return succeed(undefined);
  }

  withdrawSchema(application: string): Promise<void> {
    return this.clearSchema({ application, busId: this.busId });
  }

  clearSchema(by: Acknowledger): Promise<void> {
    return this.#announceRetained(this.#topics.schema(by), '');
  }

  onSchema(receive: (schema: PublishedSchema) => void): Cancel {
    return this.#intake.listenRetained(this.#topics.schemas, decodeSchema, receive);
  }

  onSchemaWithdrawal(receive: (by: Acknowledger) => void): Cancel {
    const { schemas, schemaOwnerOf } = this.#topics;
    return this.#intake.listenDeleted(schemas, schemaOwnerOf, receive);
  }

  announceRepositoryChange(change: RepositoryChange): Promise<void> {
    const topic = this.#topics.repositories;
    const payload = encodeRepositoryChange(change);
    return this.#outbox.send({ key: topic, topic, payload, retain: false });
  }

  onRepositoryChange(receive: (change: RepositoryChange) => void): Cancel {
    return this.#intake.listen(this.#topics.repositories, decodeRepositoryChange, (change) => {
      if (change.by !== this.busId) receive(change);
    });
  }

  announceRegistryChange(change: RegistryChange): Promise<void> {
    const topic = this.#topics.registry;
    const payload = encodeRegistryChange(change);
    return this.#outbox.send({ key: topic, topic, payload, retain: false });
  }

  onRegistryChange(receive: (change: RegistryChange) => void): Cancel {
    return this.#intake.listen(this.#topics.registry, decodeRegistryChange, receive);
  }

  #announceRetained(topic: string, payload: string): Promise<void> {
    return this.#outbox.send({ key: topic, topic, payload, retain: true });
  }

  #sendSpringAck(event: RemoteApplicationEvent): void {
    const { springAcks = 'omit', clock, busId } = this.#options;
    if (springAcks === 'omit') return;
    const stamp = { id: this.#newId(), timestamp: clock.now(), originService: busId };
    const type = event.type === 'custom' ? event.customType : event.type;
    this.#inBackground(this.publishEvent(createAckEvent(stamp, { ...event, type })));
  }

  /** Nobody waits for it: an outage is no news, anything else is logged. */
  #inBackground(sending: Promise<void>): void {
    sending.catch((error: unknown) => {
      if (isOffline(error)) return;
      this.#options.logger.warn('could not send to the bus', { error: messageOf(error) });
    });
  }
}
