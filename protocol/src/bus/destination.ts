import type { Decoded } from '../decoded.ts';
import { matchesAntPattern } from './ant-pattern.ts';

/** Who a participant is when destinations are matched. */
export interface BusIdentity {
  readonly busId: string;
  /** `spring.cloud.config.name`: further names under which it answers; none by default. */
  readonly configNames?: readonly string[];
}

/**
 * The wire form of a destination (bus-protocol A.6): null is everybody, and a name with at most one
 * `:` gets `:**`. Receivers don't do this, so every sender must.
 */
export function normalizeDestination(destination: string | null): string {
  if (destination === null || destination === '**') return '**';
  const colons = destination.split(':').length - 1;
  const isComplete = colons > 1 || destination.toLowerCase().endsWith(':**');
  return isComplete ? destination : `${destination}:**`;
}

/**
 * The destination that a bus endpoint's path names (bus-protocol A.5): `orders/8080` and `orders:8080`
 * are the same. An encoded slash or a broken escape is a problem, as Java's 400 says.
 *
 * @param path what follows `/actuator/busrefresh/`, still percent-encoded; null for the bare endpoint
 */
export function destinationFromPath(path: string | null): Decoded<string> {
  if (path === null) return { ok: true, value: normalizeDestination(null) };
  if (/%2f/i.test(path)) return refusePath('has an encoded slash');
  try {
    const tokens = path.split('/').map(decodeURIComponent);
    return { ok: true, value: normalizeDestination(tokens.join(':')) };
  } catch {
    return refusePath('is not percent-encoded UTF-8');
  }
}

/** Whether a destination in wire form addresses a participant (bus-protocol A.7 "isForSelf"). */
export function matchesDestination(destination: string | null, self: BusIdentity): boolean {
  if (destination === null || destination.trim() === '') return true;
  return idsOf(self).some((id) => matchesBusId(destination, id));
}

/**
 * Whether a pattern matches a bus id, or one that has a single profile of its comma list
 * (bus-protocol A.7 "multi-profile rule").
 */
export function matchesBusId(pattern: string, busId: string): boolean {
  if (matchesAntPattern(pattern, busId)) return true;
  return singleProfileIds(busId).some((id) => matchesAntPattern(pattern, id));
}

function idsOf(self: BusIdentity): readonly string[] {
  const colon = self.busId.indexOf(':');
  const rest = colon === -1 ? '' : self.busId.slice(colon);
  return [self.busId, ...(self.configNames ?? []).map((name) => name + rest)];
}

function singleProfileIds(busId: string): readonly string[] {
  const [name, profileList, ...rest] = trimmedParts(busId, ':');
  if (name === undefined || profileList === undefined) return [];
  const profiles = trimmedParts(profileList, ',');
  if (profiles.length < 2) return [];
  return profiles.map((profile) => [name, profile, ...rest].join(':'));
}

function trimmedParts(text: string, separator: string): readonly string[] {
  return text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function refusePath(problem: string): Decoded<never> {
  return { ok: false, problems: [{ path: 'destination', problem }] };
}
