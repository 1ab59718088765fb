import type { Outcome } from '@vernal/core';
import { succeed } from '@vernal/core';
import type { ConfigKey } from '@vernal/protocol/bus';
import type { ActivationContext } from '../domain/activation.ts';
import {
  type ActiveDocument,
  activeDocuments,
  type LoadedFile,
} from '../domain/assemble-layers.ts';
import type { FileProblem } from '../domain/config-file.ts';
import type { CandidateFile } from '../domain/config-files.ts';
import { importedFiles } from '../domain/config-imports.ts';

/** Where imports are looked up. */
export interface ImportContext {
  readonly key: ConfigKey;
  /** All that are active, weakest first. */
  readonly profiles: readonly string[];
  readonly context: ActivationContext;
  /** Paths loaded so far: each file counts once, also one that imports itself. */
  readonly seen: Set<string>;
  readonly load: (
    candidates: readonly CandidateFile[],
  ) => Promise<Outcome<readonly LoadedFile[], FileProblem>>;
}

/** Each document, then those it imports, which are stronger. What is not there is no error (config-protocol 2.6). */
export async function withImports(
  documents: readonly ActiveDocument[],
  at: ImportContext,
): Promise<Outcome<readonly ActiveDocument[], FileProblem>> {
  const all: ActiveDocument[] = [];
  for (const active of documents) {
    all.push(active);
    const imported = await importedBy(active, at);
    if (!imported.ok) return imported;
    const further = await withImports(imported.value, at);
    if (!further.ok) return further;
    all.push(...further.value);
  }
  return succeed(all);
}

async function importedBy(
  { document, file }: ActiveDocument,
  { key, profiles, context, seen, load }: ImportContext,
): Promise<Outcome<readonly ActiveDocument[], FileProblem>> {
  const candidates = importedFiles(document, { importer: file.path, key, profiles });
  const unseen = candidates.filter(({ path }) => !seen.has(path));
  for (const { path } of unseen) seen.add(path);
  if (unseen.length === 0) return succeed([]);
  const loaded = await load(unseen);
  return loaded.ok ? activeDocuments(loaded.value, context) : loaded;
}
