import type { Outcome } from '@vernal/core';
import type { DecryptedLayers } from '../domain/decrypt-layers.ts';
import type { FilesRead } from '../domain/files-read.ts';
import type { BrokenFile } from './broken-file.ts';

/** The environment of a key at commits, or the file that spoils it. */
export type Resolution = Outcome<DecryptedLayers, BrokenFile>;

/** A resolution, and what it depends on. */
export interface TracedResolution {
  readonly resolution: Resolution;
  /** One of each commit; undefined for those that were passed over. */
  readonly reads: readonly (FilesRead | undefined)[];
}
