import {
  bindTable,
  environmentLayer,
  flagLayer,
  type OptionLayer,
  stackLayers,
} from '@vernal/core/options';
import { optionFileOptions } from './option-file-options.ts';
import { type ReadLayers, readOptionFiles } from './option-files.ts';

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
export async function readLayers({
  argv,
  environment,
  workingFolder,
}: Surroundings): Promise<ReadLayers> {
  const flags = flagLayer(argv);
  const above = [environmentLayer(environment), ...(flags.ok ? [flags.value] : [])];
  const locations = bindTable(optionFileOptions, stackLayers(above));
  if (!locations.ok) return { layers: above, problems: locations.problem };

  const unprofiled = await readOptionFiles(locations.value, [], workingFolder);
  const profiles = activeProfiles([...unprofiled.layers, ...above]);
  const files = await readOptionFiles(locations.value, profiles, workingFolder);
  return {
    layers: [...files.layers, ...above],
    problems: [...(flags.ok ? [] : flags.problem), ...files.problems],
  };
}

function activeProfiles(layers: readonly OptionLayer[]): readonly string[] {
  const bound = bindTable(optionFileOptions, stackLayers(layers));
  if (!bound.ok) return [];
  const { activeProfiles: active, defaultProfiles } = bound.value;
  return active.length > 0 ? active : defaultProfiles;
}
