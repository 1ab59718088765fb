import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Names of scenarios that do not pass yet, by the profile or group of the server they need. */
export interface PendingScenarios {
  readonly eureka: Readonly<Record<string, readonly string[]>>;
  readonly config: Readonly<Record<string, readonly string[]>>;
}

const packageFile = import.meta.resolve('@vernal/interop/package.json');

/** A folder of recordings. */
export function goldenFolder(name: 'eureka' | 'config'): string {
  return fileURLToPath(new URL(`golden/${name}`, packageFile));
}

/** Reads the one list of scenarios that do not pass yet. It only shrinks. */
export function readPending(): PendingScenarios {
  const text = readFileSync(new URL('pending-scenarios.json', packageFile), 'utf8');
  return JSON.parse(text) as PendingScenarios;
}

/** What a run of a scenario means for the list; undefined when all is as the list says. */
export function verdict(differences: readonly string[], isPending: boolean): string | undefined {
  if (isPending) {
    return differences.length > 0
      ? undefined
      : 'passes now: remove it from interop/pending-scenarios.json';
  }
  return differences.length === 0 ? undefined : differences.slice(0, 10).join('\n');
}
