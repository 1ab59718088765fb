import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The folder of the checkout. */
export const rootDir = path.resolve(import.meta.dirname, '..');

/** The packages that are compiled, as `tsconfig.json` lists them. */
export function packageFolders() {
  const { references } = readJson('tsconfig.json');
  return references.map((reference) => reference.path);
}

/** A JSON file of the checkout; undefined when there is none. */
export function readJson(name) {
  try {
    return JSON.parse(readFileSync(path.join(rootDir, name), 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Every entry below a folder, folders included, as absolute paths; none when it is missing. */
export function entriesBelow(folder) {
  try {
    return readdirSync(folder, { recursive: true }).map((entry) => path.join(folder, entry));
  } catch (error) {
    if (error.code === 'ENOENT') return [];
    throw error;
  }
}
