import { fail, type Outcome, succeed } from '@vernal/core';
import { maySpeakFor } from './applications.ts';
import { matchesPattern } from './name-pattern.ts';
import type { ReadRule, Rights } from './rights.ts';

/** A configuration of an application; without profile or label any of them. */
export interface ReadPlace {
  /** In any case. */
  readonly application: string;
  readonly profile?: string | undefined;
  readonly label?: string | undefined;
}

const ANY = '*';

/** Whether a caller may read a configuration: the application is one of its own, and one of its rules allows it. */
export function mayRead(rights: Rights, place: ReadPlace): boolean {
  if (!maySpeakFor(rights, place.application)) return false;
  return rights.reads === undefined || rights.reads.some((rule) => allows(rule, place));
}

/**
 * Reads `APPLICATION/PROFILE/LABEL`: each a name, `PREFIX*` or `*`. What is left out at the end is `*`. A label may
 * have slashes of its own.
 */
export function parseReadRule(text: string): Outcome<ReadRule, string> {
  const [application = '', profile = ANY, ...rest] = text.trim().split('/');
  const label = rest.length === 0 ? ANY : rest.join('/');
  return [application, profile, label].every((part) => /^[^*\s]*\*?$/.test(part) && part !== '')
    ? succeed({ application: application.toUpperCase(), profile, label })
    : fail(`${text} is not APPLICATION/PROFILE/LABEL, each a name, PREFIX* or *`);
}

function allows(rule: ReadRule, { application, profile, label }: ReadPlace): boolean {
  return (
    matchesPattern(application.toUpperCase(), rule.application) &&
    (profile === undefined || matchesPattern(profile, rule.profile)) &&
    (label === undefined || matchesPattern(label, rule.label))
  );
}
