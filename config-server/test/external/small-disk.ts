import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { codeOf } from '@vernal/core';

const run = promisify(execFile);
const SIZE_MB = 16;
const CHUNK_BYTES = 64 * 1024;

/** A file system of its own that is soon full. */
export interface SmallDisk {
  readonly folder: string;
  /** Writes until not a byte more fits. */
  fill(): Promise<void>;
  makeRoom(): Promise<void>;
  /** Unmounts it. */
  close(): Promise<void>;
}

/** Mounts one, for which the process needs the right to mount, such as below `unshare --map-root-user --mount`. */
export async function mountSmallDisk(): Promise<SmallDisk> {
  const parent = await mkdtemp(join(tmpdir(), 'vernal-disk-'));
  const folder = join(parent, 'disk');
  const ballast = join(folder, 'ballast');
  await mkdir(folder);
  await run('mount', ['-t', 'tmpfs', '-o', `size=${SIZE_MB}m`, 'tmpfs', folder]);
  return {
    folder,
    fill: () => fill(ballast),
    makeRoom: () => rm(ballast),
    async close() {
      await run('umount', [folder]);
      await rm(parent, { recursive: true });
    },
  };
}

async function fill(path: string): Promise<void> {
  const file = await open(path, 'a');
  const chunk = Buffer.alloc(CHUNK_BYTES);
  try {
    for (;;) await file.write(chunk);
  } catch (error) {
    if (codeOf(error) !== 'ENOSPC') throw error;
  } finally {
    await file.close();
  }
}
