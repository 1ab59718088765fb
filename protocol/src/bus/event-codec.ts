import type { Decoded } from '../decoded.ts';
import { decodeDocument, isObject } from './document.ts';
import type { EventMembers, RemoteApplicationEvent, UnknownEvent } from './event.ts';
import { MemberReader } from './member-reader.ts';

/** What a receiver adds to a message that lacks it, and which types it knows besides the standard ones. */
export interface EventDecoding {
  /** Id for an event that has none. */
  readonly newId: () => string;
  /** Epoch ms, for an event that has no timestamp. */
  readonly receivedAt: number;
  /** Types of the application's own events; none by default. */
  readonly customTypes?: ReadonlySet<string>;
}

/** How members are spelt: as Java does by default, or as an application with Jackson's `SNAKE_CASE` expects. */
export type EventNaming = 'camel' | 'snake';

/** Spelling in Java -> spelling of a mapper with `SNAKE_CASE` (bus-protocol A.4 "naming strategy"). */
const SNAKE_CASE: ReadonlyMap<string, string> = new Map([
  ['originService', 'origin_service'],
  ['destinationService', 'destination_service'],
  ['ackId', 'ack_id'],
  ['ackDestinationService', 'ack_destination_service'],
]);
const CAMEL_CASE = new Map([...SNAKE_CASE].map(([camel, snake]) => [snake, camel]));
const SNAKE_NAMES = [...CAMEL_CASE.keys()];

/** What Java takes for the destination of an event that has no such member: it matches nobody. */
const NOBODY = ':**';

/** Members that are not content of a custom event; `source` is Java's and always ignored. */
const ENVELOPE = new Set([
  'type',
  'id',
  'timestamp',
  'originService',
  'destinationService',
  'source',
]);

/**
 * Reads an event as Java does (bus-protocol A.4): members in any order, both spellings, unknown members
 * ignored, scalars as text. A type that nobody knows, or none, is an `UnknownEvent` and no problem.
 */
export function decodeEvent(
  payload: Uint8Array,
  decoding: EventDecoding,
): Decoded<RemoteApplicationEvent | UnknownEvent> {
  const document = decodeDocument(payload);
  if (!document.ok) return document;
  if (document.value === null || Array.isArray(document.value)) {
    return { ok: false, problems: [{ path: '', problem: 'is not a JSON object' }] };
  }
  return decodeMembers(isObject(document.value) ? camelCased(document.value) : {}, decoding);
}

function decodeMembers(
  members: Readonly<Record<string, unknown>>,
  decoding: EventDecoding,
): Decoded<RemoteApplicationEvent | UnknownEvent> {
  const reader = new MemberReader(members);
  const { type } = members;
  switch (type) {
    case 'RefreshRemoteApplicationEvent':
    case 'ShutdownRemoteApplicationEvent':
      return reader.complete({ type, ...eventMembers(reader, decoding) });
    case 'EnvironmentChangeRemoteApplicationEvent':
      return reader.complete({
        type,
        ...eventMembers(reader, decoding),
        values: reader.textMap('values'),
      });
    case 'AckRemoteApplicationEvent':
      return reader.complete({
        type,
        ...eventMembers(reader, decoding),
        ackId: reader.optionalText('ackId') ?? null,
        ackDestinationService: reader.optionalText('ackDestinationService') ?? null,
        event: reader.optionalText('event') ?? null,
      });
    default:
      return decodeCustom(members, decoding);
  }
}

function decodeCustom(
  members: Readonly<Record<string, unknown>>,
  decoding: EventDecoding,
): Decoded<RemoteApplicationEvent | UnknownEvent> {
  const type = typeof members['type'] === 'string' ? members['type'] : null;
  if (type === null || decoding.customTypes?.has(type) !== true) {
    return { ok: true, value: { type: 'unknown', unknownType: type } };
  }
  const reader = new MemberReader(members);
  const content = Object.entries(members).filter(([name]) => !ENVELOPE.has(name));
  return reader.complete({
    type: 'custom',
    customType: type,
    ...eventMembers(reader, decoding),
    members: Object.fromEntries(content),
  });
}

function eventMembers(reader: MemberReader, decoding: EventDecoding): EventMembers {
  const destination = reader.optionalText('destinationService');
  return {
    id: reader.optionalText('id') ?? decoding.newId(),
    timestamp: reader.epochMs('timestamp', decoding.receivedAt),
    originService: reader.optionalText('originService') ?? null,
    destinationService: destination === undefined ? NOBODY : destination,
  };
}

/** Of a member in both spellings, Java's counts. */
function camelCased(members: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  if (!SNAKE_NAMES.some((name) => Object.hasOwn(members, name))) return members;
  return { ...respelt(members, CAMEL_CASE), ...members };
}

/** Writes an event with exactly its members, in the order of bus 4.x. */
export function encodeEvent(event: RemoteApplicationEvent, naming: EventNaming = 'camel'): string {
  const members = membersOf(event);
  return JSON.stringify(naming === 'snake' ? respelt(members, SNAKE_CASE) : members);
}

/** The members of an event as they stand on the wire, in Java's spelling and order. */
export function membersOf(event: RemoteApplicationEvent): Readonly<Record<string, unknown>> {
  const { timestamp, originService, destinationService, id } = event;
  const type = event.type === 'custom' ? event.customType : event.type;
  const envelope = { type, timestamp, originService, destinationService, id };
  // First for the order, last so that no content passes for an envelope.
  return { ...envelope, ...contentOf(event), ...envelope };
}

function contentOf(event: RemoteApplicationEvent): Readonly<Record<string, unknown>> {
  switch (event.type) {
    case 'RefreshRemoteApplicationEvent':
    case 'ShutdownRemoteApplicationEvent':
      return {};
    case 'EnvironmentChangeRemoteApplicationEvent':
      return { values: event.values };
    case 'AckRemoteApplicationEvent':
      return {
        ackId: event.ackId,
        ackDestinationService: event.ackDestinationService,
        event: event.event,
      };
    case 'custom':
      return event.members;
  }
}

function respelt(
  members: Readonly<Record<string, unknown>>,
  spelling: ReadonlyMap<string, string>,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(members).map(([name, value]) => [spelling.get(name) ?? name, value]),
  );
}
