import { statSync } from 'node:fs';
import path from 'node:path';
import { entriesBelow, packageFolders, rootDir } from './workspace.mjs';

/** The packages whose sources are newer than their build. A folder counts: a deleted file makes it newer. */
export function stalePackages() {
  const sharedAt = modifiedAt(path.join(rootDir, 'tsconfig.base.json'));
  return packageFolders().filter((name) => {
    const folder = path.join(rootDir, name);
    const builtAt = modifiedAt(path.join(folder, 'dist/tsconfig.tsbuildinfo'));
    return builtAt < Math.max(sharedAt, newestSourceAt(folder));
  });
}

function newestSourceAt(folder) {
  const sources = ['src', 'test', 'browser'].map((name) => path.join(folder, name));
  const settings = ['tsconfig.json', 'package.json'].map((name) => path.join(folder, name));
  return [...sources, ...sources.flatMap(entriesBelow), ...settings].reduce(
    (newest, file) => Math.max(newest, modifiedAt(file)),
    0,
  );
}

/** Epoch milliseconds; 0 when there is no such file. */
function modifiedAt(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
