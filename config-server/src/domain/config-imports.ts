import { type PropertyDocument, textOfValue } from '@vernal/protocol/config';

const IMPORT = /^spring\.config\.import(?:\[\d+\])?$/;
/** What may stand before a path; anything else with a colon leads out of the repository. */
const PREFIX = /^(?:optional:)?(?:file:(?:\.\/)?)?/;

/**
 * The files that a document imports, by their paths in the repository (config-protocol 2.6). One that lies
 * outside of it, or comes from somewhere else, is not followed: the server's own files are nobody's configuration.
 */
export function importedPaths(document: PropertyDocument, importer: string): string[] {
  const locations = [...document].flatMap(([key, { value }]) =>
    IMPORT.test(key) ? textOfValue(value).split(',') : [],
  );
  return locations.flatMap((location) => {
    const path = location.trim().replace(PREFIX, '');
    if (path === '' || path.includes(':') || path.startsWith('/')) return [];
    return pathBeside(importer, path) ?? [];
  });
}

/** A path relative to the folder of another; undefined when it leads out of the repository. */
function pathBeside(importer: string, path: string): string | undefined {
  const steps = importer.split('/').slice(0, -1);
  for (const step of path.split('/')) {
    if (step === '..' && steps.pop() === undefined) return undefined;
    if (step !== '..' && step !== '.' && step !== '') steps.push(step);
  }
  return steps.join('/');
}
