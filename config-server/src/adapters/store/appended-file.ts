import { readFile, truncate } from 'node:fs/promises';
import { codeOf, messageOf, VernalError } from '@vernal/core';

/** A file whose records are lines, one written after the other. */
export class AppendedFile {
  readonly path: string;
  #hasHalfLine = false;
  #last: Promise<unknown> = Promise.resolve();

  constructor(path: string) {
    this.path = path;
  }

  /**
   * Runs what appends to the file. What a full disk took half of is taken away again, at the latest before the next line:
   * that would be lost with it.
   *
   * @throws VernalError `CONFIG_STORE_UNUSABLE`
   */
  append(write: () => Promise<unknown>): Promise<void> {
    const appended = this.#last.then(() => this.#append(write));
    this.#last = appended.catch(() => undefined);
    return appended;
  }

  async #append(write: () => Promise<unknown>): Promise<void> {
    try {
      if (this.#hasHalfLine) await this.#mend();
      await write();
    } catch (error) {
      this.#hasHalfLine = true;
      await this.#mend().catch(() => undefined);
      throw unusable(this.path, error);
    }
  }

  async #mend(): Promise<void> {
    await dropHalfLine(this.path);
    this.#hasHalfLine = false;
  }
}

/** A file that can't be read or written. */
export function unusable(path: string, cause: unknown): VernalError {
  const message = `${path} can't be used: ${messageOf(cause)}`;
  return new VernalError('CONFIG_STORE_UNUSABLE', message, { cause });
}

/** Each record is a line. NeDB refuses a small file with one that is no record. */
export async function dropHalfLine(path: string): Promise<void> {
  const content = await readFile(path).catch(nothingYet);
  if (content === undefined) return;
  const wholeBytes = content.lastIndexOf('\n') + 1;
  if (wholeBytes < content.length) await truncate(path, wholeBytes);
}

function nothingYet(error: unknown): undefined {
  if (codeOf(error) !== 'ENOENT') throw error;
}
