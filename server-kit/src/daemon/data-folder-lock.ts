import { createHash } from 'node:crypto';
import { mkdir, realpath, rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { codeOf, type Lifecycle, type Logger, VernalError } from '@vernal/core';

/** Longer names don't fit into the address of a socket. */
const MAX_PATH_BYTES = 100;

/** What the lock works with. */
export interface DataFolderLockOptions {
  /** The folder that one process at a time may work on; made when it is missing. */
  readonly dataDir: string;
  readonly logger: Logger;
}

/**
 * Keeps a second process off a data folder, for as long as this one lives. The lock is a socket named `lock` in
 * the folder, on which its holder listens: the system closes it whatever way the process ends, so unlike a file
 * with a process id it never outlives its holder, however soon the id is given away again; and it is seen from
 * other containers that have the folder, which know neither each other's processes nor networks.
 *
 * `start()` rejects with `DATA_FOLDER_IN_USE` when another process has the folder. Where no lock can be made,
 * such as on a full disk, it goes without and says so.
 */
export function createDataFolderLock({ dataDir, logger }: DataFolderLockOptions): Lifecycle {
  let holder: Server | undefined;

  async function take(): Promise<Server | undefined> {
    await mkdir(dataDir, { recursive: true, mode: 0o700 }).catch(() => undefined);
    for (const path of await lockPaths(dataDir)) {
      const taken = await takeLock(path);
      if (taken === 'in-use') throw folderInUse(dataDir);
      if (taken !== 'impossible') return taken;
    }
    logger.warn('the data folder cannot be locked against a second process', { dataDir });
    return undefined;
  }

  return {
    async start() {
      holder = await take();
    },
    async stop() {
      const closing = holder;
      holder = undefined;
      if (closing !== undefined) await close(closing);
    },
  };
}

/** In the folder itself; where that can't be, one named after the folder among the system's temporary files. */
async function lockPaths(dataDir: string): Promise<readonly string[]> {
  const folder = await realpath(dataDir).catch(() => dataDir);
  const name = `vernal-${createHash('sha256').update(folder).digest('hex').slice(0, 24)}`;
  if (process.platform === 'win32') return [`\\\\.\\pipe\\${name}`];
  const inside = join(folder, 'lock');
  const outside = join(tmpdir(), `${name}.lock`);
  return Buffer.byteLength(inside) > MAX_PATH_BYTES ? [outside] : [inside, outside];
}

/** The listening socket, or why there is none. */
type Taken = Server | 'in-use' | 'impossible';

async function takeLock(path: string): Promise<Taken> {
  const first = await listen(path);
  if (first !== 'in-use') return first;
  return (await isHeld(path)) ? 'in-use' : takeOver(path);
}

/**
 * Takes the lock of a dead holder. One at a time looks again and removes it, under a lock of its own: else one
 * of several that start at once could remove the lock that another has just taken.
 */
async function takeOver(path: string): Promise<Taken> {
  const guard = `${path}.stale`;
  const guarding = await listen(guard);
  if (guarding === 'impossible') return guarding;
  if (guarding === 'in-use') {
    if (await isHeld(guard)) return 'in-use';
    await rm(guard, { force: true });
    return takeOver(path);
  }
  try {
    if (await isHeld(path)) return 'in-use';
    await rm(path, { force: true });
    return await listen(path);
  } finally {
    await close(guarding);
  }
}

function close(server: Server): Promise<unknown> {
  return new Promise((resolve) => server.close(resolve));
}

function listen(path: string): Promise<Taken> {
  const server = createServer((socket) => socket.destroy());
  return new Promise((resolve) => {
    server.once('error', (error) => {
      resolve(codeOf(error) === 'EADDRINUSE' ? 'in-use' : 'impossible');
    });
    server.listen(path, () => {
      server.unref();
      resolve(server);
    });
  });
}

/** Whether somebody listens on the socket: a process that was killed leaves the file and nobody behind it. */
function isHeld(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', (error) => {
      const code = codeOf(error);
      resolve(code !== 'ECONNREFUSED' && code !== 'ENOENT');
    });
  });
}

function folderInUse(dataDir: string): VernalError {
  return new VernalError(
    'DATA_FOLDER_IN_USE',
    `another process works on ${dataDir}; end it, or choose another folder with --vernal.data-dir=FOLDER`,
  );
}
