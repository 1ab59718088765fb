import { constants, open, readFile } from 'node:fs/promises';
import { FORMAT_ID, FORMAT_VERSION, parseLine } from './data-file.ts';

/** A file that tells when the process worked last. */
export class SignOfLife {
  readonly #file: string;
  #latestMs: number | undefined;
  #writing: Promise<void> | undefined;

  constructor(file: string) {
    this.#file = file;
  }

  /** Epoch ms; undefined when nothing tells. Never rejects. */
  async read(): Promise<number | undefined> {
    const text = await readFile(this.#file, 'utf8').catch(() => '');
    const line = parseLine(text);
    const aliveAt = line?.['version'] === FORMAT_VERSION ? line['aliveAt'] : undefined;
    return typeof aliveAt === 'number' ? aliveAt : undefined;
  }

  /** Writes it soon. Where it can't be written the downtime counts as longer, which does no harm. */
  give(nowMs: number): void {
    this.#latestMs = nowMs;
    this.#writing ??= this.#writeLatest().finally(() => {
      this.#writing = undefined;
    });
  }

  /** Resolves when the last one given was written, or could not be. */
  async written(): Promise<void> {
    await this.#writing;
  }

  async #writeLatest(): Promise<void> {
    for (let aliveAt = this.#latestMs; aliveAt !== undefined; aliveAt = this.#latestMs) {
      this.#latestMs = undefined;
      await overwrite(this.#file, aliveAt).catch(() => undefined);
    }
  }
}

/** In place, always with as many bytes: that needs no room on a full disk. */
async function overwrite(file: string, aliveAt: number): Promise<void> {
  const handle = await open(file, constants.O_WRONLY | constants.O_CREAT, 0o600);
  try {
    const text = `${JSON.stringify({ _id: FORMAT_ID, version: FORMAT_VERSION, aliveAt })}\n`;
    await handle.write(text, 0);
  } finally {
    await handle.close();
  }
}
