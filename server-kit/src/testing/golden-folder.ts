import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A folder of recordings: they stand beside the packages, wherever this one was built to. */
export function goldenFolder(name: string): string {
  return folderAbove(fileURLToPath(import.meta.url), join('interop', 'golden', name));
}

function folderAbove(from: string, path: string): string {
  const folder = join(from, path);
  if (existsSync(folder) || dirname(from) === from) return folder;
  return folderAbove(dirname(from), path);
}
