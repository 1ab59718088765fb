import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { entriesBelow, packageFolders, rootDir } from './workspace.mjs';

const OUTPUT = /\.(?:js|d\.ts)(?:\.map)?$/;

/** Removes compiled files whose source is gone: mocha would go on running a test that was deleted. */
export function pruneOrphans() {
  for (const name of packageFolders()) {
    const folder = path.join(rootDir, name);
    for (const output of entriesBelow(path.join(folder, 'dist'))) {
      if (OUTPUT.test(output) && !sourcesOf(folder, output).some(existsSync)) rmSync(output);
    }
  }
}

/** What it may be compiled from. */
function sourcesOf(folder, output) {
  const relative = path.relative(path.join(folder, 'dist'), output);
  return ['.ts', '.tsx'].map((ending) => path.join(folder, relative.replace(OUTPUT, ending)));
}
