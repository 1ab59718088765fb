import { type Outcome, succeed, systemRandom } from '@vernal/core';
import {
  bindTable,
  environmentLayer,
  flagLayer,
  type OptionLayer,
  type OptionProblem,
  stackLayers,
  strayArguments,
} from '@vernal/core/options';
import { applicationJsonLayer } from './application-json.ts';
import { optionFileOptions, profileOptions } from './option-file-options.ts';
import { type ReadLayers, readOptionFiles } from './option-files.ts';
import { expandOwnProfiles } from './own-profiles.ts';
import { randomLayer } from './random-layer.ts';
import { systemPropertyLayer } from './system-property-layer.ts';

/** What surrounds a process: the origins of its options. */
export interface Surroundings {
  /** The arguments after the program's name. */
  readonly argv: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly workingFolder: string;
}

/**
 * All option layers of a process, from the lowest to the highest: files, profile files, environment, flags.
 * `spring.profiles.active` may stand in a file of no profile.
 */
export async function readLayers(surroundings: Surroundings): Promise<ReadLayers> {
  const { workingFolder } = surroundings;
  const above = layersAboveFiles(surroundings);
  const below = [randomLayer(systemRandom), systemPropertyLayer(workingFolder)];
  const around = stackLayers([...below, ...above.layers]);
  const options = bindTable(optionFileOptions, around);
  if (!options.ok) return { ...above, problems: [...above.problems, ...options.problem] };

  const reading = { options: options.value, workingFolder, around };
  const unprofiled = await readOptionFiles({ ...reading, profiles: [] });
  const profiles = ownProfiles([...below, ...unprofiled.layers, ...above.layers]);
  const files = await readOptionFiles({ ...reading, profiles: profiles.ok ? profiles.value : [] });
  return {
    layers: [...below, ...files.layers, ...above.layers],
    problems: [...above.problems, ...(profiles.ok ? [] : profiles.problem), ...files.problems],
  };
}

function layersAboveFiles({ argv, environment }: Surroundings): ReadLayers {
  const variables = environmentLayer(environment);
  const json = variables.find('spring.application.json');
  const read = json === undefined ? [] : [applicationJsonLayer(json.value)];
  return {
    layers: [
      variables,
      ...read.flatMap((layer) => (layer.ok ? [layer.value] : [])),
      flagLayer(argv),
    ],
    problems: [
      ...read.flatMap((layer) => (layer.ok ? [] : layer.problem)),
      ...strayArguments(argv),
    ],
  };
}

function ownProfiles(
  layers: readonly OptionLayer[],
): Outcome<readonly string[], readonly OptionProblem[]> {
  const bound = bindTable(profileOptions, stackLayers(layers));
  if (!bound.ok) return bound;
  const { activeProfiles, defaultProfiles, includedProfiles, profileGroups } = bound.value;
  const active = activeProfiles.length > 0 ? activeProfiles : defaultProfiles;
  return succeed(expandOwnProfiles({ active, included: includedProfiles, groups: profileGroups }));
}
