import type { ConfigKey } from '@vernal/protocol/bus';
import { type Backend, identifiedByCommits } from '../backends/backend.ts';
import { configKeyText } from '../domain/config-query.ts';
import { NEWEST_ANSWERS } from '../domain/release-train.ts';
import type { PushedLabel, PushedObjects } from '../ports/push-check.ts';
import { pushedRepository } from './pushed-repository.ts';
import type { Readers } from './readership.ts';

/** What takes the place of a server's knowledge. */
export interface OfflineReadersParts {
  readonly pushed: PushedLabel;
  readonly objects: PushedObjects;
  /** Weakest first; see `searchDirectories`. */
  readonly searchPaths: readonly string[];
  /** The queries to be looked at. */
  readonly keys: readonly ConfigKey[];
}

/** The readers of one label, where no server tells who they are. */
export function offlineReaders(parts: OfflineReadersParts): Readers {
  const { pushed, objects, searchPaths, keys } = parts;
  const backend: Backend = {
    repository: pushedRepository(objects),
    searchPaths,
    labels: {
      defaultLabel: pushed.label,
      tryMasterBranch: false,
      continueOnMultipleLabelFailure: false,
    },
    identify: identifiedByCommits(NEWEST_ANSWERS.gitState),
  };
  const place = { backend, label: pushed.label, commit: pushed.before ?? '' };
  const distinct = new Map(keys.map((key) => [configKeyText(key), key]));
  return {
    isRead: () => true,
    keysOf: () => [...distinct.values()],
    placesOf: () => Promise.resolve([place]),
    commitBefore: () => Promise.resolve(pushed.before),
  };
}
