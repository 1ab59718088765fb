import type { Cancel, Lifecycle, Outcome } from '@vernal/core';
import type {
  AckEvent,
  Acknowledgement,
  Acknowledger,
  ConfigKey,
  ConfigState,
  PinDecision,
  PublishedSchema,
  RegistryChange,
  RemoteApplicationEvent,
  RepositoryChange,
} from '@vernal/protocol/bus';

/** The bus as servers and services see it. */
export interface Bus extends Lifecycle {
  /** Identity of this participant, `name[:profiles]:index:random` (bus-protocol A.2). */
  readonly busId: string;
  readonly connected: boolean;
  /** Called at every (re)connect. */
  onConnect(run: () => void): Cancel;
  /** Sends a Spring event to whom `event.destinationService` addresses. */
  publishEvent(event: RemoteApplicationEvent): Promise<void>;
  /** Receives the events addressed to this participant, each id once, own ones never. */
  onEvent(receive: (event: RemoteApplicationEvent) => void): Cancel;
  /** Publishes the commit in force for a config key, retained. */
  announceState(state: ConfigState): Promise<void>;
  /** Receives the retained state of one config key and every later one. */
  onState(key: ConfigKey, receive: (state: ConfigState) => void): Cancel;
  /** Receives the states of all keys, retained ones included; its own come back, too. */
  onAnyState(receive: (state: ConfigState) => void): Cancel;
  /** Publishes what an operator decided, retained. */
  announcePin(decision: PinDecision): Promise<void>;
  /** Receives the decisions about all applications, retained ones included; its own come back, too. */
  onPin(receive: (decision: PinDecision) => void): Cancel;
  /** Publishes what this instance did with a commit, retained. */
  acknowledge(acknowledgement: Acknowledgement): Promise<void>;
  /** Takes this participant's acknowledgement off the broker, which would keep it for ever. */
  withdrawAcknowledgement(application: string): Promise<void>;
  /** Takes the acknowledgement of another off the broker: that of a participant that died can't do it itself. */
  clearAcknowledgement(by: Acknowledger): Promise<void>;
  /** Receives all acknowledgements, retained ones included. */
  onAcknowledgement(receive: (acknowledgement: Acknowledgement) => void): Cancel;
  /** Told of each participant that took its acknowledgement back, as one does that leaves. */
  onWithdrawal(receive: (by: Acknowledger) => void): Cancel;
  /** Receives Spring's own acknowledgements, which Java applications send after each event. */
  onSpringAcknowledgement(receive: (acknowledgement: AckEvent) => void): Cancel;
  /** Tells the other config servers to look at their repositories now. */
  announceRepositoryChange(change: RepositoryChange): Promise<void>;
  /** Receives what other config servers noticed; own news never. */
  onRepositoryChange(receive: (change: RepositoryChange) => void): Cancel;
  /**
   * Publishes which configuration this instance can run with, retained.
   * @returns a problem when the schema is too much to be published; nothing is sent then
   */
  announceSchema(schema: PublishedSchema): Promise<Outcome<void, string>>;
  /** Takes this participant's schema off the broker, which would keep it for ever. */
  withdrawSchema(application: string): Promise<void>;
  /** Takes the schema of another off the broker: that of a participant that died can't do it itself. */
  clearSchema(by: Acknowledger): Promise<void>;
  /** Receives all schemas, retained ones included. */
  onSchema(receive: (schema: PublishedSchema) => void): Cancel;
  /** Told of each participant that took its schema back, as one does that leaves. */
  onSchemaWithdrawal(receive: (by: Acknowledger) => void): Cancel;
  /** Tells the clients of the registry to fetch their delta now. */
  announceRegistryChange(change: RegistryChange): Promise<void>;
  onRegistryChange(receive: (change: RegistryChange) => void): Cancel;
}
