import { VernalError } from '@vernal/core';

/** What a publish rejects with while there is no connection. Code `BUS_OFFLINE`. */
export function offlineError(cause?: unknown): VernalError {
  return new VernalError('BUS_OFFLINE', 'the bus has no connection to its broker', { cause });
}

/** True for the rejection of a publish that had no connection. */
export function isOffline(error: unknown): boolean {
  return error instanceof VernalError && error.code === 'BUS_OFFLINE';
}
