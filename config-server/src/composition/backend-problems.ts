import type { OptionProblem } from '@vernal/core/options';
import { expandOwnProfiles } from '@vernal/server-kit';
import type { ConfigOptions } from '../config-options.ts';
import {
  type BackendChoice,
  type ChosenBackends,
  chosenBackends,
} from '../domain/chosen-backends.ts';
import { hostedNameOf, hostedUri } from '../domain/hosting/hosted-repository.ts';
import { foreignLocations } from '../domain/native-locations.ts';
import { isUriTemplate } from '../domain/uri-template.ts';
import type { SshOptions } from '../options/ssh-options.ts';
import { hostedRepositories } from './hosted-repositories.ts';

/** The backends that the options ask for. */
export function backendsIn(options: ConfigOptions): ChosenBackends {
  const { activeProfiles, includedProfiles, profileGroups: groups } = options;
  const withMembers = (active: readonly string[]) =>
    expandOwnProfiles({ active, included: [], groups });
  return chosenBackends({
    active: withMembers(activeProfiles),
    included: withMembers(includedProfiles),
    composite: options.composite.map(({ type }) => type),
    orders: { git: options.order, native: options.nativeOrder },
  });
}

/** The property that describes a backend. */
export function backendPlace({ type, index }: BackendChoice): string {
  return `spring.cloud.config.server.${index === undefined ? type : `composite[${index}]`}`;
}

/** Which backends can't be had, and what the others lack. */
export function backendProblems(options: ConfigOptions): readonly OptionProblem[] {
  const { choices, problems } = backendsIn(options);
  const lacking = choices.flatMap((choice) => {
    const place = backendPlace(choice);
    const described = choice.index === undefined ? options : options.composite[choice.index];
    if (described === undefined) return [];
    if (choice.type === 'native') return locationProblems(place, described.searchLocations);
    const teams = [...described.teamRepositories].map(
      ([name, team]) => [`${place}.repos.${name}`, team] as const,
    );
    return [[place, described] as const, ...teams].flatMap(([at, git]) => [
      ...uriProblems(`${at}.uri`, git.uri, options),
      ...hostKeyProblems(at, git),
    ]);
  });
  return [...problems, ...lacking];
}

function uriProblems(
  property: string,
  uri: string | undefined,
  options: ConfigOptions,
): OptionProblem[] {
  if (uri === undefined) {
    return [{ property, problem: 'is missing: which repository shall be served?' }];
  }
  const wanted = isUriTemplate(uri) ? undefined : hostedNameOf(uri);
  const names = hostedRepositories(options).map(({ name }) => name);
  if (wanted === undefined || names.includes(wanted)) return [];
  const way = options.gitEnabled
    ? `there is ${names.map(hostedUri).join(', ')}`
    : 'set vernal.git.enabled=true';
  return [{ property, problem: `${uri}: no such repository is hosted here; ${way}` }];
}

/** A team takes a host key over as a whole, or has a whole one of its own. */
function hostKeyProblems(
  place: string,
  { hostKey, hostKeyAlgorithm }: SshOptions,
): OptionProblem[] {
  if ((hostKey === undefined) === (hostKeyAlgorithm === undefined)) return [];
  const [set, missing] =
    hostKey === undefined ? ['host-key-algorithm', 'host-key'] : ['host-key', 'host-key-algorithm'];
  return [{ property: `${place}.${set}`, problem: `${missing} must be set with it` }];
}

/** The folders that Spring takes when none is named hold the server's own options. */
function locationProblems(place: string, locations: readonly string[]): OptionProblem[] {
  const property = `${place}.search-locations`;
  if (locations.length === 0) {
    return [{ property, problem: 'is missing: which folders shall be served?' }];
  }
  return foreignLocations(locations).map((location) => ({
    property,
    problem: `${location} is no folder on this machine`,
  }));
}
