import { runCommand } from './run-command.ts';

const CHECK_EVERY_MS = 250;

/**
 * Calls `gone` once when whoever started this process has ended, however it ended. Under `npm start` a
 * shell stands between npm and us and outlives a killed npm, so npm itself is watched too.
 */
export async function watchParent(gone: () => void): Promise<() => void> {
  const parent = process.ppid;
  const npm = process.env['npm_lifecycle_event'] === undefined ? undefined : await parentOf(parent);
  const timer = setInterval(() => {
    if (process.ppid === parent && (npm === undefined || isAlive(npm))) return;
    clearInterval(timer);
    gone();
  }, CHECK_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** Undefined where it can't be told (no `ps`), or when it is not a process that could end. */
async function parentOf(pid: number): Promise<number | undefined> {
  try {
    const parent = Number(await runCommand('ps', ['-o', 'ppid=', '-p', String(pid)]));
    return parent > 1 ? parent : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
