import { constants, open, readFile } from 'node:fs/promises';
import { FORMAT_ID, FORMAT_VERSION, parseLine } from './data-file.ts';

/** When the process that wrote this file worked last, in epoch ms; undefined when nothing tells. */
export async function readSignOfLife(file: string): Promise<number | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const line = parseLine(text);
  const aliveAt = line?.['version'] === FORMAT_VERSION ? line['aliveAt'] : undefined;
  return typeof aliveAt === 'number' ? aliveAt : undefined;
}

/** Overwrites the file in place, always with as many bytes: that needs no room on a full disk. */
export async function writeSignOfLife(file: string, aliveAt: number): Promise<void> {
  const handle = await open(file, constants.O_WRONLY | constants.O_CREAT, 0o600);
  try {
    const text = `${JSON.stringify({ _id: FORMAT_ID, version: FORMAT_VERSION, aliveAt })}\n`;
    await handle.write(text, 0);
  } finally {
    await handle.close();
  }
}
