import { fileURLToPath } from 'node:url';

const PROJECT = new URL('../', import.meta.resolve('@vernal/samples/package.json'));

/** The folder of the checkout. */
export const projectDir = fileURLToPath(PROJECT);

/** Absolute path of a file of the checkout. */
export function projectFile(relativePath: string): string {
  return fileURLToPath(new URL(relativePath, PROJECT));
}
