import type { Lifecycle } from '@vernal/core';
import type { ParsedFile } from '../domain/config-file.ts';

/** Reads a configuration file by its extension (config-protocol 2.5, 2.7). */
export type ParseFile = (path: string, bytes: Uint8Array) => Promise<ParsedFile>;

/** Reads configuration files so that no request has to wait for a large one. */
export interface FileParsing extends Lifecycle {
  /**
   * A file for which there is no time or memory now has a problem that is passing. Rejects with `CONFIG_FILE_PARSING`
   * when the server stops.
   */
  readonly parse: ParseFile;
}
