/** What every event carries (bus-protocol A.4). */
export interface EventMembers {
  /** Unique, a UUID when we write it. */
  readonly id: string;
  /** Epoch ms at which the sender made it. */
  readonly timestamp: number;
  /** Bus id of the sender; null when the message named none. */
  readonly originService: string | null;
  /** A destination pattern in its wire form; null and blank mean everybody. */
  readonly destinationService: string | null;
}

/** Asks for a configuration refresh. */
export interface RefreshEvent extends EventMembers {
  readonly type: 'RefreshRemoteApplicationEvent';
}

/** Sets properties above all others. */
export interface EnvironmentChangeEvent extends EventMembers {
  readonly type: 'EnvironmentChangeRemoteApplicationEvent';
  readonly values: Readonly<Record<string, string>>;
}

/** Asks to end the process. */
export interface ShutdownEvent extends EventMembers {
  readonly type: 'ShutdownRemoteApplicationEvent';
}

/** Says that an instance handled an event. A Java sender of bus 5.0 leaves the first two null. */
export interface AckEvent extends EventMembers {
  readonly type: 'AckRemoteApplicationEvent';
  readonly ackId: string | null;
  readonly ackDestinationService: string | null;
  /** Java class name of the acknowledged event. */
  readonly event: string | null;
}

/** An event of an application's own type. */
export interface CustomEvent extends EventMembers {
  readonly type: 'custom';
  /** The type as it stands on the wire. */
  readonly customType: string;
  /** All members besides those of every event. */
  readonly members: Readonly<Record<string, unknown>>;
}

/** An event that participants understand. */
export type RemoteApplicationEvent =
  | RefreshEvent
  | EnvironmentChangeEvent
  | ShutdownEvent
  | AckEvent
  | CustomEvent;

/** A message of a type that nobody here knows: to be counted, neither delivered nor acknowledged. */
export interface UnknownEvent {
  readonly type: 'unknown';
  /** null when the message names none. */
  readonly unknownType: string | null;
}

/** What the sender of an event provides besides its content. */
export type EventStamp = Pick<EventMembers, 'id' | 'timestamp'> & {
  readonly originService: string;
};

/** Java package of the four standard events, the prefix of `event` in an acknowledgement. */
const JAVA_PACKAGE = 'org.springframework.cloud.bus.event';

/** @param destinationService in wire form, see `normalizeDestination` */
export function createRefreshEvent(stamp: EventStamp, destinationService: string): RefreshEvent {
  return { type: 'RefreshRemoteApplicationEvent', ...stamp, destinationService };
}

/** Values that are no texts become texts (bus-protocol 5). */
export function createEnvironmentChangeEvent(
  stamp: EventStamp,
  destinationService: string,
  values: Readonly<Record<string, string | number | boolean>>,
): EnvironmentChangeEvent {
  const texts = Object.entries(values).map(([key, value]) => [key, String(value)]);
  return {
    type: 'EnvironmentChangeRemoteApplicationEvent',
    ...stamp,
    destinationService,
    values: Object.fromEntries(texts),
  };
}

/** @param destinationService in wire form, see `normalizeDestination` */
export function createShutdownEvent(stamp: EventStamp, destinationService: string): ShutdownEvent {
  return { type: 'ShutdownRemoteApplicationEvent', ...stamp, destinationService };
}

/** Spring's acknowledgement of an event, for everybody. */
export function createAckEvent(
  stamp: EventStamp,
  acknowledged: Pick<EventMembers, 'id' | 'destinationService'> & { readonly type: string },
): AckEvent {
  return {
    type: 'AckRemoteApplicationEvent',
    ...stamp,
    destinationService: '**',
    ackId: acknowledged.id,
    ackDestinationService: acknowledged.destinationService,
    event: `${JAVA_PACKAGE}.${acknowledged.type}`,
  };
}
