import { fail, type Outcome, succeed } from '@vernal/core';
import type { PropertyDocument } from '@vernal/protocol/config';
import { type ActivationContext, isActive } from './activation.ts';
import type { FileProblem } from './config-file.ts';
import type { CandidateFile } from './config-files.ts';
import type { PropertyLayer } from './property-layer.ts';

/** A candidate that exists, and its documents. */
export interface LoadedFile extends CandidateFile {
  readonly documents: readonly PropertyDocument[];
}

/** A document that applies to a request. */
export interface ActiveDocument {
  readonly file: LoadedFile;
  /** Its number in the file, from 0, those that don't apply counted too. */
  readonly number: number;
  readonly document: PropertyDocument;
}

/** The documents of `files` that apply, in the same order (config-protocol 2.6). */
export function activeDocuments(
  files: readonly LoadedFile[],
  context: ActivationContext,
): Outcome<readonly ActiveDocument[], FileProblem> {
  const active: ActiveDocument[] = [];
  for (const file of files) {
    for (const [number, document] of file.documents.entries()) {
      const outcome = isActive(document, context, file.profile);
      if (!outcome.ok) return fail({ path: file.path, position: '', problem: outcome.problem });
      if (outcome.value) active.push({ file, number, document });
    }
  }
  return succeed(active);
}

/** Property sources, strongest first, of documents given weakest first (config-protocol 2.2, 2.4). */
export function assembleLayers(uri: string, documents: readonly ActiveDocument[]): PropertyLayer[] {
  return documents
    .map((active) => ({ name: sourceName(uri, active), values: active.document }))
    .reverse();
}

/** `<uri>/<path>`; clients look for `-<profile>` in it. */
function sourceName(uri: string, { file, number }: ActiveDocument): string {
  const name = `${uri}/${file.path}`;
  return file.documents.length === 1 ? name : `${name} (document #${number})`;
}
