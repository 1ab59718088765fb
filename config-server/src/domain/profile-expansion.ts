import type { PropertyDocument } from '@vernal/protocol/config';
import { valuesAt } from './steering-values.ts';

const INCLUDE = 'spring.profiles.include';
const GROUP = 'spring.profiles.group.';
const DEFAULT_PROFILE = 'default';

/** True when no profile was chosen: then files don't add any (config-protocol 2.3). */
export function isDefaultRequest(requested: readonly string[]): boolean {
  return requested[0] === undefined || requested[0] === DEFAULT_PROFILE;
}

/**
 * The profiles of a request, weakest first, then those that the general files include (stronger), with the
 * members of groups (right after their group), each once (config-protocol 2.3).
 */
export function expandProfiles(
  requested: readonly string[],
  general: readonly PropertyDocument[],
): string[] {
  if (isDefaultRequest(requested)) return [...new Set(requested)];
  const included = general.flatMap((document) => valuesAt(document, INCLUDE));
  const expanded = new Set<string>();
  for (const profile of [...requested, ...included]) addWithGroup(profile, general, expanded);
  return [...expanded];
}

function addWithGroup(
  profile: string,
  general: readonly PropertyDocument[],
  expanded: Set<string>,
): void {
  if (expanded.has(profile)) return;
  expanded.add(profile);
  const members = general.flatMap((document) => valuesAt(document, `${GROUP}${profile}`));
  for (const member of members) addWithGroup(member, general, expanded);
}
