import { fail, type Outcome, succeed } from '@vernal/core';
import type { ConfigKey } from '@vernal/protocol/bus';
import { unescapeSlashes } from '@vernal/protocol/config';

/** Why a request is refused with 400 (config-protocol 1.4). */
export interface RequestProblem {
  readonly field: 'name' | 'label' | 'profiles';
  readonly problem: string;
}

const PROFILE = /^[\p{L}\p{N}](?:[\p{L}\p{N}\-_.+@]*[\p{L}\p{N}])?$/u;
const CONTROL = /\p{Cc}/u;

/** Which profiles a request may name: those of Spring Boot's grammar, or any (`spring.profiles.validate`). */
export type ProfileGrammar = 'boot' | 'any';

/** The path segments of an environment request, decoded once. */
export interface RequestedNames {
  readonly name: string;
  readonly profiles: string;
  readonly label: string | null;
}

/**
 * Checks name, label and profiles in Spring's order and resolves `(_)` (config-protocol 1.3, 1.4).
 * What could leave the repository is refused in its escaped and its resolved form.
 */
export function parseConfigQuery(
  requested: RequestedNames,
  grammar: ProfileGrammar = 'boot',
): Outcome<ConfigKey, RequestProblem> {
  const { name, profiles, label } = requested;
  if (!isSafeLocation(name)) return refuse('name');
  if (label !== null && !isSafeLocation(unescapeSlashes(label))) return refuse('label');
  if (!areProfiles(profiles, grammar)) return refuse('profiles');
  return succeed({
    application: unescapeSlashes(name),
    profiles,
    label: label === null ? null : unescapeSlashes(label),
  });
}

/** One text per config key, for maps. */
export function configKeyText({ application, profiles, label }: ConfigKey): string {
  return JSON.stringify([application, profiles, label]);
}

/** The names of a comma list, each once. */
export function namesOf(list: string): string[] {
  return [...new Set(list.split(',').map((name) => name.trim()))].filter((name) => name !== '');
}

function refuse(field: RequestProblem['field']): Outcome<never, RequestProblem> {
  return fail({ field, problem: 'is not allowed in a request' });
}

/** Without Boot's grammar the location is not checked either, as in Spring: profiles only choose among files that exist. */
function areProfiles(profiles: string, grammar: ProfileGrammar): boolean {
  if (grammar === 'any') return !CONTROL.test(profiles);
  return profiles.split(',').every((profile) => PROFILE.test(profile) && isSafeLocation(profile));
}

function isSafeLocation(text: string): boolean {
  return isSafeText(text) && (!text.includes('%') || isSafeText(decodeOnce(text)));
}

function isSafeText(text: string): boolean {
  return !/\.\.|^\(_\)|[#\\\p{Cc}]/u.test(text);
}

/** A text that is not percent-encoded stands for itself. */
function decodeOnce(text: string): string {
  try {
    return decodeURIComponent(text).replaceAll('\\', '/');
  } catch {
    return text;
  }
}
