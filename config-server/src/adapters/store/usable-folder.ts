import { constants } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { type Lifecycle, messageOf, VernalError } from '@vernal/core';

/**
 * Makes a folder if it is missing, and sees that it can be written to: what is found out later is told without
 * the option that names it.
 *
 * @returns a lifecycle whose `start()` rejects with `OPTIONS_UNUSABLE_FOLDER`
 */
export function usableFolder(folder: string, option: string): Lifecycle {
  return {
    async start() {
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await access(folder, constants.W_OK | constants.X_OK);
      } catch (error) {
        const problem = `${option}: the folder ${folder} can't be used: ${messageOf(error)}`;
        throw new VernalError('OPTIONS_UNUSABLE_FOLDER', problem, { cause: error });
      }
    },
    stop: () => Promise.resolve(),
  };
}
