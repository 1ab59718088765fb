export type { Decoded, DecodeProblem } from '../decoded.ts';
export { decodeAcknowledgement, encodeAcknowledgement } from './acknowledgement-codec.ts';
export { type BusIdParts, busIdFromSettings, composeBusId } from './bus-id.ts';
export {
  type BusIdentity,
  destinationFromPath,
  matchesDestination,
  normalizeDestination,
} from './destination.ts';
export { MAX_BUS_MESSAGE_BYTES } from './document.ts';
export {
  type AckEvent,
  type CustomEvent,
  createAckEvent,
  createEnvironmentChangeEvent,
  createRefreshEvent,
  createShutdownEvent,
  type EnvironmentChangeEvent,
  type EventMembers,
  type EventStamp,
  type RefreshEvent,
  type RemoteApplicationEvent,
  type ShutdownEvent,
  type UnknownEvent,
} from './event.ts';
export { decodeEvent, type EventDecoding, type EventNaming, encodeEvent } from './event-codec.ts';
export {
  decodePinDecision,
  encodePinDecision,
  type PinAction,
  type PinDecision,
  type PinPlace,
} from './pin.ts';
export { appliesToSender, type EventRoute, type OriginRule, routeEvent } from './routing.ts';
export { decodeSchema, encodeSchema, type PublishedSchema } from './schema-codec.ts';
export { type JsonSchema, schemaShape } from './schema-shape.ts';
export type {
  Acknowledgement,
  ApplyOutcome,
  ConfigKey,
  ConfigState,
  RegistryChange,
  RepositoryChange,
  RunningCommit,
} from './state.ts';
export {
  decodeConfigState,
  decodeRegistryChange,
  decodeRepositoryChange,
  encodeConfigState,
  encodeRegistryChange,
  encodeRepositoryChange,
} from './state-codec.ts';
export {
  type Acknowledger,
  type BusTopics,
  busTopics,
  DEFAULT_BUS_DESTINATION,
} from './topics.ts';
