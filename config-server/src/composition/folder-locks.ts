import { resolve } from 'node:path';
import type { Lifecycle } from '@vernal/core';
import { createDataFolderLock, type DaemonHost } from '@vernal/server-kit';
import { usableFolder } from '../adapters/store/usable-folder.ts';
import type { ConfigOptions } from '../config-options.ts';

const SERVER = 'spring.cloud.config.server';

/** What says where mirrors are. */
type MirrorOptions = Pick<ConfigOptions, 'basedir' | 'teamRepositories'>;

/**
 * Sees that all that this process writes to can be written to, and keeps others off it: its data folder, and mirrors
 * that are elsewhere.
 */
export function folderLocks(
  options: MirrorOptions & { readonly composite: readonly MirrorOptions[] },
  { dataDir, logger }: DaemonHost,
): readonly Lifecycle[] {
  const folders = new Map([
    ...options.composite.flatMap((one, index) =>
      mirrorFolders(`${SERVER}.composite[${index}]`, one),
    ),
    ...mirrorFolders(`${SERVER}.git`, options),
    [dataDir, 'vernal.data-dir'] as const,
  ]);
  return [...folders].flatMap(([folder, option]) => [
    usableFolder(folder, option),
    createDataFolderLock({ dataDir: folder, logger }),
  ]);
}

/** The folders that options name, and the option of each. */
function mirrorFolders(
  place: string,
  { basedir, teamRepositories }: MirrorOptions,
): (readonly [folder: string, option: string])[] {
  const own = [`${place}.basedir`, basedir] as const;
  const teams = [...teamRepositories].map(
    ([name, team]) => [`${place}.repos.${name}.basedir`, team.basedir] as const,
  );
  return [own, ...teams].flatMap(([option, folder]) =>
    folder === undefined ? [] : [[resolve(folder), option] as const],
  );
}
