import { resolve } from 'node:path';
import type { Lifecycle } from '@vernal/core';
import { createDataFolderLock, type DaemonHost } from '@vernal/server-kit';
import type { ConfigOptions } from '../config-options.ts';

/** Keeps other processes off all that this one writes: its data folder, and mirrors that are elsewhere. */
export function folderLocks(
  options: Pick<ConfigOptions, 'basedir' | 'teamRepositories' | 'composite'>,
  { dataDir, logger }: DaemonHost,
): readonly Lifecycle[] {
  const servers = [options, ...options.composite];
  const repositories = [
    ...servers,
    ...servers.flatMap(({ teamRepositories }) => [...teamRepositories.values()]),
  ];
  const elsewhere = repositories.flatMap(({ basedir }) =>
    basedir === undefined ? [] : [resolve(basedir)],
  );
  const folders = new Set([dataDir, ...elsewhere]);
  return [...folders].map((folder) => createDataFolderLock({ dataDir: folder, logger }));
}
