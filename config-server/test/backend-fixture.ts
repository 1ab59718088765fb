import { type Backend, identifiedByCommits } from '../src/backends/backend.ts';
import type { ConfigRepository } from '../src/ports/config-repository.ts';

/** A repository read by the default rules. */
export function backendOf(repository: ConfigRepository): Backend {
  return {
    repository,
    searchPaths: ['/'],
    labels: { defaultLabel: 'main', tryMasterBranch: true, continueOnMultipleLabelFailure: false },
    identify: identifiedByCommits(''),
  };
}
