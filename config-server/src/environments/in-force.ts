import type { DecryptedLayers } from '../domain/decrypt-layers.ts';
import type { BrokenFile } from './broken-file.ts';
import type { LabelledCommit } from './label-resolver.ts';

/** What is served for a key. */
export interface InForce {
  readonly revision: string;
  /** The same, taken apart. */
  readonly commits: readonly LabelledCommit[];
  readonly environment: DecryptedLayers;
  /** Why it is not the newest revision. */
  readonly brokenFile?: BrokenFile;
}

/** Why nothing can be served for a key. */
export type NothingInForce =
  | { readonly kind: 'unknown-label'; readonly label: string }
  | { readonly kind: 'broken'; readonly brokenFile: BrokenFile };
