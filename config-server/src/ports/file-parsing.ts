import type { Lifecycle } from '@vernal/core';
import type { ParsedFile } from '../domain/config-file.ts';

/** Reads a configuration file by its extension (config-protocol 2.5, 2.7). */
export type ParseFile = (path: string, bytes: Uint8Array) => Promise<ParsedFile>;

/** Reads configuration files so that no request has to wait for a large one. */
export interface FileParsing extends Lifecycle {
  /** Rejects with `CONFIG_FILE_PARSING` when a file takes too much time or memory, or the server stops. */
  readonly parse: ParseFile;
}
