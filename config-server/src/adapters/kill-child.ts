import type { ChildProcess } from 'node:child_process';

/**
 * Ends a process, if it ever began: without a free file descriptor Node gives a child that has no process, and its
 * `kill()` would end the group of this one.
 */
export function killChild(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): void {
  if (child.pid !== undefined) child.kill(signal);
}
