import { resolve } from 'node:path';
import { VernalError } from '@vernal/core';
import { NativeRepository } from '../adapters/native/native-repository.ts';
import { type BackendSource, identifiedAs, singleBackend } from '../backends/backend.ts';
import { nativeLocations } from '../domain/native-locations.ts';
import type { NativeOptions } from '../options/native-options.ts';
import type { BackendNeeds } from './backend-needs.ts';

/**
 * Plain folders as the options describe them.
 *
 * @throws VernalError `OPTIONS_INVALID` without folders: those that Spring takes then hold the server's own options
 */
export function nativeSource(
  native: NativeOptions,
  { options, host, place }: BackendNeeds,
): BackendSource {
  const { searchLocations, addLabelLocations, version } = native;
  const property = `${place}.search-locations`;
  if (searchLocations.length === 0) {
    const message = `${property} is missing: which folders shall be served?`;
    throw new VernalError('OPTIONS_INVALID', message);
  }
  const locations = nativeLocations(searchLocations, {
    addLabelLocations,
    absolute: (path) => resolve(path),
  });
  if (!locations.ok) {
    const message = `${property}: ${locations.problem} is no folder on this machine`;
    throw new VernalError('OPTIONS_INVALID', message);
  }
  const { roots, searchPaths } = locations.value;
  const { clock, timers, logger } = host;
  const lookIntervalMs = options.monitorIntervalMs;
  return singleBackend({
    repository: new NativeRepository({ roots, lookIntervalMs, clock, timers, logger }),
    searchPaths,
    labels: {
      defaultLabel: native.nativeDefaultLabel,
      tryMasterBranch: false,
      continueOnMultipleLabelFailure: false,
    },
    identify: identifiedAs(version),
  });
}
