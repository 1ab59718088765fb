import { type BusIdentity, matchesBusId, matchesDestination } from './destination.ts';
import type { EventMembers, RemoteApplicationEvent } from './event.ts';

/**
 * How a participant knows its own events: `exact` compares ids; `pattern` takes the origin for a
 * pattern as Java does, so that an origin of `**` silences everybody (bus-protocol A.7).
 */
export type OriginRule = 'exact' | 'pattern';

/** What a participant does with an event that arrived. */
export interface EventRoute {
  /** Its handlers get it. */
  readonly deliver: boolean;
  /** Where Spring's acknowledgements are on, it is acknowledged after the handlers ran. */
  readonly acknowledge: boolean;
}

const IGNORE: EventRoute = { deliver: false, acknowledge: false };

/**
 * Decides on an event that arrived (bus-protocol A.8 "Receiving"). Own events come back from the broker
 * and are acknowledged, not handled again. An event without origin is ignored, as by Java. Acks are for
 * whoever counts them: never delivered, never acknowledged.
 */
export function routeEvent(
  event: RemoteApplicationEvent,
  self: BusIdentity,
  originRule: OriginRule,
): EventRoute {
  if (event.type === 'AckRemoteApplicationEvent' || event.originService === null) return IGNORE;
  if (!matchesDestination(event.destinationService, self)) return IGNORE;
  return { deliver: !isOwn(event.originService, self, originRule), acknowledge: true };
}

/**
 * Whether the sender of an event also acts on it. In Java an environment change acts on the instance
 * that accepted the HTTP call even if another was addressed (bus-protocol A.8); ours asks the destination.
 */
export function appliesToSender(
  event: Pick<EventMembers, 'destinationService'> & { readonly type: string },
  self: BusIdentity,
  rule: 'addressed' | 'spring',
): boolean {
  if (rule === 'spring' && event.type === 'EnvironmentChangeRemoteApplicationEvent') return true;
  return matchesDestination(event.destinationService, self);
}

function isOwn(origin: string, self: BusIdentity, rule: OriginRule): boolean {
  return rule === 'exact' ? origin === self.busId : matchesBusId(origin, self.busId);
}
