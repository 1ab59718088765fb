import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

const PATIENCE_MS = 10_000;

/** Ends a child, by force when it does not end by itself, and waits until it is gone. */
export async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  AbortSignal.timeout(PATIENCE_MS).addEventListener('abort', () => child.kill('SIGKILL'));
  await gone;
}
