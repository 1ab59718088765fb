import { VernalError } from '@vernal/core';
import type { PinPlace } from './pin.ts';
import type { Acknowledgement, ConfigKey } from './state.ts';

/** Default of `spring.cloud.bus.destination`, the same as Spring's. */
export const DEFAULT_BUS_DESTINATION = 'springCloudBus';

/** Who acknowledges. */
export type Acknowledger = Pick<Acknowledgement, 'application' | 'busId'>;

/** The MQTT topics of one bus. All names are here and nowhere else. */
export interface BusTopics {
  /** Spring's events and nothing else, never retained: through RabbitMQ real Spring applications read it. */
  readonly events: string;
  /** Retained {@link ConfigState} of one key. */
  state(key: ConfigKey): string;
  /** Filter for the states of all keys. */
  readonly states: string;
  /** Retained `PinDecision` about one place. */
  pin(place: PinPlace): string;
  /** Filter for the decisions about all places. */
  readonly pins: string;
  /** Retained {@link Acknowledgement} of one instance. */
  acknowledgement(by: Acknowledger): string;
  /** Whose acknowledgement a topic is; undefined for any other topic. */
  acknowledgerOf(topic: string): Acknowledger | undefined;
  /** Filter for the acknowledgements of all instances. */
  readonly acknowledgements: string;
  /** Retained `PublishedSchema` of one instance. */
  schema(by: Acknowledger): string;
  /** Whose schema a topic is; undefined for any other topic. */
  schemaOwnerOf(topic: string): Acknowledger | undefined;
  /** Filter for the schemas of all instances. */
  readonly schemas: string;
  /** Registry changes. */
  readonly registry: string;
  /** Changes of configuration repositories, from one config server to the others. */
  readonly repositories: string;
}

/** Stands for a null label; a label of this name is escaped. */
const NO_LABEL = '_';

/**
 * The topics below a destination, `spring.cloud.bus.destination`.
 * @throws VernalError `OPTIONS_BAD_BUS_DESTINATION` for a name that can't be an MQTT topic
 */
export function busTopics(destination: string = DEFAULT_BUS_DESTINATION): BusTopics {
  if (!/^[^$+#\0][^+#\0]*$/u.test(destination)) {
    throw new VernalError(
      'OPTIONS_BAD_BUS_DESTINATION',
      `spring.cloud.bus.destination: '${destination}' must not be empty, begin with $ or contain + or #`,
    );
  }
  return {
    events: destination,
    state: ({ application, profiles, label }) =>
      [`${destination}/state`, encode(application), encode(profiles), encodeLabel(label)].join('/'),
    states: `${destination}/state/+/+/+`,
    pin: ({ application, label }) =>
      [`${destination}/pins`, encode(application), encode(label)].join('/'),
    pins: `${destination}/pins/+/+`,
    acknowledgement: ({ application, busId }) =>
      [`${destination}/acks`, encode(application), encode(busId)].join('/'),
    acknowledgerOf: (topic) => ownerOf(topic, `${destination}/acks/`),
    acknowledgements: `${destination}/acks/+/+`,
    schema: ({ application, busId }) =>
      [`${destination}/schemas`, encode(application), encode(busId)].join('/'),
    schemaOwnerOf: (topic) => ownerOf(topic, `${destination}/schemas/`),
    schemas: `${destination}/schemas/+/+`,
    registry: `${destination}/registry`,
    repositories: `${destination}/repositories`,
  };
}

/** The instance that a topic below `root` belongs to. */
function ownerOf(topic: string, root: string): Acknowledger | undefined {
  const names = topic.startsWith(root) ? topic.slice(root.length).split('/') : [];
  const [application, busId] = names.map(decode);
  return application === undefined || busId === undefined ? undefined : { application, busId };
}

function encodeLabel(label: string | null): string {
  if (label === null) return NO_LABEL;
  return label === NO_LABEL ? '%5F' : encode(label);
}

/** Separators and wildcards of MQTT, the separator of RabbitMQ, and control characters, percent-encoded. */
function encode(name: string): string {
  return name.replace(/[/+#%.\p{Cc}]/gu, (character) => {
    const code = character.charCodeAt(0).toString(16).toUpperCase();
    return `%${code.padStart(2, '0')}`;
  });
}

/** Undoes `encode`; a text that it can't have made stays as it is. */
function decode(text: string): string {
  return text.replace(/%([0-9A-F]{2})/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
