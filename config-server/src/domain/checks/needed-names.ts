import { parsePropertyName, uniformName } from '@vernal/core/options';
import type { Finding, Place } from './finding.ts';

/** A placeholder without a default. */
const PLACEHOLDER = /(?<!\\)\$\{([^${}:]+)\}/g;

/** A name that a value refers to, and that has to have a value of its own. */
export interface NeededName extends Place {
  /** The property that refers to it. */
  readonly key: string;
  readonly name: string;
}

/** The names that a value needs. */
export function neededNames(text: string): string[] {
  return [...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name.trim());
}

/** The form in which names are compared: `base-url` is `baseUrl`. */
export function comparableName(name: string): string {
  return uniformName(parsePropertyName(name));
}

/** Notes on names that no file has: the services have to bring them. */
export function missingNames(
  needed: readonly NeededName[],
  isKnown: (comparable: string) => boolean,
): Finding[] {
  return needed
    .filter(({ name }) => !isKnown(comparableName(name)))
    .map(({ key, name, ...place }) => ({
      ...place,
      severity: 'note',
      problem: `${key} needs ${name}, which no file has`,
    }));
}
