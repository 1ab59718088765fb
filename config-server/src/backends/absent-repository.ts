import { VernalError } from '@vernal/core';
import type { ConfigRepository } from '../ports/config-repository.ts';

/** Stands where a query has no repository: it has no labels, so that the answer is 404. */
export function absentRepository(uri: string): ConfigRepository {
  const problem = `there is no repository at ${uri}`;
  const refuse = () => Promise.reject(new VernalError('CONFIG_NO_REPOSITORY', problem));
  return {
    uri,
    status: { available: false, problem },
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
    stamp: () => undefined,
    refresh: () => Promise.resolve(),
    fetch: () => Promise.resolve(),
    commitOf: () => Promise.resolve(undefined),
    files: refuse,
    committedAt: refuse,
    read: refuse,
    onChange: () => () => undefined,
  };
}
