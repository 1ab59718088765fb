import { fail, type Outcome, succeed } from '@vernal/core';
import { matchesProfiles, type PropertyDocument } from '@vernal/protocol/config';
import { isPlatform, NO_PLATFORM } from './cloud-platform.ts';
import { valuesAt } from './steering-values.ts';

const ON_PROFILE = 'spring.config.activate.on-profile';
const ON_PLATFORM = 'spring.config.activate.on-cloud-platform';
/** Refused by every current Spring Boot: it was replaced by `spring.config.activate.on-profile`. */
const LEGACY = 'spring.profiles';
/** They choose profiles, so a file that was chosen by a profile must not hold them (2.6). */
const PROFILE_CHOICES = [
  'spring.profiles.active',
  'spring.profiles.include',
  'spring.profiles.default',
];

/** What the conditions of a document are tested against. */
export interface ActivationContext {
  readonly profiles: ReadonlySet<string>;
  /** True for a request whose first profile is `default`: it may hold what others refuse. */
  readonly defaultRequest: boolean;
  /** Where the server runs, `none` when not set. */
  readonly platform?: string;
}

/** Whether a document applies to a request; a problem when it must not exist (config-protocol 2.6). */
export function isActive(
  document: PropertyDocument,
  context: ActivationContext,
  fileProfile: string | undefined,
): Outcome<boolean, string> {
  if (valuesAt(document, LEGACY).length > 0) {
    return fail(`${LEGACY} is not allowed, write ${ON_PROFILE}`);
  }
  const expressions = valuesAt(document, ON_PROFILE);
  const choice = PROFILE_CHOICES.find((key) => valuesAt(document, key).length > 0);
  if (choice !== undefined && !context.defaultRequest) {
    if (fileProfile !== undefined) return fail(`${choice} is not allowed in a file of one profile`);
    if (expressions.length > 0) return fail(`${choice} is not allowed beside ${ON_PROFILE}`);
  }
  const { platform = NO_PLATFORM } = context;
  const platforms = valuesAt(document, ON_PLATFORM);
  if (platforms.length > 0 && !platforms.some((one) => isPlatform(one, platform))) {
    return succeed(false);
  }
  return anyProfileMatches(expressions, context.profiles);
}

function anyProfileMatches(
  expressions: readonly string[],
  profiles: ReadonlySet<string>,
): Outcome<boolean, string> {
  let matched = expressions.length === 0;
  for (const expression of expressions) {
    const outcome = matchesProfiles(expression, profiles);
    if (!outcome.ok) return outcome;
    matched ||= outcome.value;
  }
  return succeed(matched);
}
