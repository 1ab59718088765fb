import { readJson } from './workspace.mjs';

/** True when `node_modules` holds what `package-lock.json` asks for, so that there is nothing to install. */
export function isInstalled() {
  const installed = readJson('node_modules/.package-lock.json')?.packages;
  if (installed === undefined) return false;
  return Object.entries(readJson('package-lock.json').packages).every(([place, wanted]) => {
    if (!place.startsWith('node_modules/')) return true;
    const present = installed[place];
    return present === undefined ? wanted.optional === true : present.version === wanted.version;
  });
}
