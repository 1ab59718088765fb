import type { OptionProblem } from '@vernal/core/options';

/** A backend that the options ask for. */
export interface BackendChoice {
  readonly type: 'git' | 'native';
  /** Place in the list `composite`; undefined for one with options of its own. */
  readonly index?: number;
}

/** What the options say of backends. */
export interface BackendWishes {
  /** `spring.profiles.active`. */
  readonly active: readonly string[];
  /** `spring.profiles.include`. */
  readonly included: readonly string[];
  /** The types of `composite`. */
  readonly composite: readonly string[];
  /** The lowest is strongest; those without one come last. */
  readonly orders: Readonly<Record<BackendChoice['type'], number | undefined>>;
}

/** The backends that there are of those, strongest first, and why others can't be had. */
export interface ChosenBackends {
  readonly choices: readonly BackendChoice[];
  readonly problems: readonly OptionProblem[];
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

/** Chooses the backends: git when no profile names one. */
export function chosenBackends(wishes: BackendWishes): ChosenBackends {
  const { active, included, composite, orders } = wishes;
  const foreign = [
    ...foreignProfiles('spring.profiles.active', active),
    ...foreignProfiles('spring.profiles.include', included),
  ];
  const profiles = [...active, ...included];
  const isComposite = profiles.includes('composite');
  const listed = isComposite ? composite.map(elementOf) : [];
  const named = OWN.filter((type) => profiles.includes(type));
  const problems = [...foreign, ...listed.flatMap((element) => element.problem ?? [])];
  if (isComposite && listed.length + named.length === 0) problems.push(NO_ELEMENTS);
  const isDefault = named.length + listed.length + problems.length === 0;
  const own = (isDefault ? (['git'] as const) : named).toSorted(
    (left, right) => placeOf(orders[left]) - placeOf(orders[right]),
  );
  const choices = listed.flatMap((element) => element.choice ?? []);
  return { choices: [...choices, ...own.map((type) => ({ type }))], problems };
}

const OWN = ['git', 'native'] as const;

const NO_ELEMENTS: OptionProblem = {
  property: 'spring.cloud.config.server.composite',
  problem: 'is missing: which backends shall be served?',
};

function foreignProfiles(property: string, profiles: readonly string[]): OptionProblem[] {
  return profiles
    .filter((profile) => FOREIGN.has(profile))
    .map((profile) => ({ property, problem: missing(profile) }));
}

/** One of the list `composite`, or why it is none. */
interface Element {
  readonly choice?: BackendChoice;
  readonly problem?: OptionProblem;
}

function elementOf(type: string, index: number): Element {
  if (type === 'git' || type === 'native') return { choice: { type, index } };
  const property = `spring.cloud.config.server.composite[${index}].type`;
  return { problem: { property, problem: missing(type) } };
}

function placeOf(order: number | undefined): number {
  return order ?? Number.MAX_SAFE_INTEGER;
}

function missing(type: string): string {
  return `this server has no backend "${type}", only git and native`;
}
