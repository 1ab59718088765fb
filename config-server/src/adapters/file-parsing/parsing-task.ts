import type { TracedValue } from '@vernal/protocol/config';
import type { FileProblem } from '../../domain/config-file.ts';

/** A file to be read, or `more` of the one before. */
export type ParsingTask = { readonly path: string; readonly bytes: Uint8Array } | 'more';

/** What a file says comes in parts: to take in all of a large one at once would keep others waiting. */
export type FilePart =
  | {
      readonly kind: 'properties';
      /** Number of their document, from 0. */
      readonly document: number;
      readonly properties: readonly (readonly [string, TracedValue])[];
    }
  | { readonly kind: 'end'; readonly documents: number }
  | { readonly kind: 'broken'; readonly problem: FileProblem };
