import { watch } from 'node:fs';
import { readdir } from 'node:fs/promises';

/** Waits until the names in a folder are as they should be; mocha's own timeout ends it otherwise. */
export function untilFolder(
  folder: string,
  holds: (names: readonly string[]) => boolean,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const watcher = watch(folder);
    const look = async () => {
      if (!holds(await readdir(folder))) return;
      watcher.close();
      resolve();
    };
    const lookNow = () => void look().catch(reject);
    watcher.on('change', lookNow).on('error', reject);
    lookNow();
  });
}
