import { resolve } from 'node:path';
import { NativeRepository } from '../adapters/native/native-repository.ts';
import { type BackendSource, identifiedAs, singleBackend } from '../backends/backend.ts';
import { nativeLocations } from '../domain/native-locations.ts';
import type { NativeOptions } from '../options/native-options.ts';
import type { BackendNeeds } from './backend-needs.ts';

/** Plain folders as the options describe them. */
export function nativeSource(
  native: NativeOptions,
  { options, host, place }: BackendNeeds,
): BackendSource {
  const { searchLocations, addLabelLocations, version } = native;
  const { roots, searchPaths } = nativeLocations(searchLocations, {
    addLabelLocations,
    absolute: (path) => resolve(path),
  });
  const { clock, timers, logger } = host;
  const lookIntervalMs = options.monitorIntervalMs;
  const option = `${place}.search-locations`;
  return singleBackend({
    repository: new NativeRepository({ roots, option, lookIntervalMs, clock, timers, logger }),
    searchPaths,
    labels: {
      defaultLabel: native.nativeDefaultLabel,
      tryMasterBranch: false,
      continueOnMultipleLabelFailure: false,
    },
    identify: identifiedAs(version),
  });
}
