import { fail, type Outcome, succeed } from '@vernal/core';

/** A backend that the options ask for. */
export interface BackendChoice {
  readonly type: 'git' | 'native';
  /** Place in the list `composite`; undefined for one with options of its own. */
  readonly index?: number;
}

/** What the options say of backends. */
export interface BackendWishes {
  /** `spring.profiles.active` and `.include`. */
  readonly profiles: readonly string[];
  /** The types of `composite`. */
  readonly composite: readonly string[];
  /** The lowest is strongest; those without one come last. */
  readonly orders: Readonly<Record<BackendChoice['type'], number | undefined>>;
}

/** Profiles that choose a backend of Spring's server that this one does not have. */
const FOREIGN = new Set([
  'vault',
  'jdbc',
  'redis',
  'mongodb',
  'awss3',
  'awsparamstore',
  'awssecretsmanager',
  'credhub',
  'secret-manager',
  'subversion',
  'svn',
  'google-secret-manager',
]);

/** The backends in force, strongest first; git when no profile names one. The problem is a sentence. */
export function chosenBackends(wishes: BackendWishes): Outcome<BackendChoice[], string> {
  const { profiles, composite, orders } = wishes;
  const foreign = profiles.find((profile) => FOREIGN.has(profile));
  if (foreign !== undefined) return fail(`spring.profiles.active: ${missing(foreign)}`);
  const listed: BackendChoice[] = [];
  for (const [index, type] of profiles.includes('composite') ? composite.entries() : []) {
    if (type !== 'git' && type !== 'native') {
      return fail(`spring.cloud.config.server.composite[${index}].type: ${missing(type)}`);
    }
    listed.push({ type, index });
  }
  const named = (['git', 'native'] as const).filter((type) => profiles.includes(type));
  if (profiles.includes('composite') && listed.length + named.length === 0) {
    return fail('spring.cloud.config.server.composite is missing: which backends shall be served?');
  }
  const own = named.length + listed.length === 0 ? (['git'] as const) : named;
  const ordered = own.toSorted((left, right) => placeOf(orders[left]) - placeOf(orders[right]));
  return succeed([...listed, ...ordered.map((type) => ({ type }))]);
}

function placeOf(order: number | undefined): number {
  return order ?? Number.MAX_SAFE_INTEGER;
}

function missing(type: string): string {
  return `this server has no backend "${type}", only git and native`;
}
