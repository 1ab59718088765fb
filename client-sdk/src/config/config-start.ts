import type { Timers } from '@vernal/core';
import { clientError } from '../runtime/client-error.ts';
import { holdProcess } from '../runtime/hold-process.ts';
import type { ConfigUpdater, ReloadOutcome } from './config-updater.ts';

/** How a service gets its first configuration. */
export interface ConfigStartOptions {
  readonly updater: ConfigUpdater;
  readonly timers: Timers;
  /** What to do while no server answers: take what there is, or give up. */
  readonly whenUnavailable: 'start-degraded' | 'fail';
  readonly timeoutMs: number;
  /** Aborts the waiting. */
  readonly signal: AbortSignal;
}

/**
 * The first configuration: from the server; else the copy on disk; else, if the schema is content with
 * it, what is known locally (client-sdk 70). When there is none of these it waits for the server. Wrong
 * credentials are never covered up (client-sdk 63).
 *
 * @throws VernalError `CONFIG_INVALID` or `CONFIG_UNAVAILABLE`, or the reason of the signal
 */
export async function startConfig(options: ConfigStartOptions): Promise<void> {
  const { updater, whenUnavailable } = options;
  const outcome = await updater.reload();
  if (isTaken(outcome)) return;
  const final = whenUnavailable === 'fail' || (outcome.kind === 'unavailable' && outcome.refused);
  if (final) throw failureOf(outcome);
  if (await updater.takeCopy()) return;
  if (outcome.kind === 'rejected') throw failureOf(outcome);
  if (await updater.takeLocal()) return;
  await untilTaken(options, outcome);
}

/** The updater goes on trying by itself; this only listens. */
async function untilTaken(options: ConfigStartOptions, first: ReloadOutcome): Promise<void> {
  const { updater, timers, timeoutMs, signal } = options;
  const { promise, resolve, reject } = deferred();
  let last = first;
  const onAbort = (): void => reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  const cancels = [
    holdProcess(),
    timers.after(timeoutMs, () => reject(failureOf(last))),
    updater.onOutcome((outcome) => {
      last = outcome;
      if (isTaken(outcome)) resolve();
    }),
    () => signal.removeEventListener('abort', onAbort),
  ];
  try {
    if (signal.aborted) onAbort();
    await promise;
  } finally {
    for (const cancel of cancels) cancel();
  }
}

interface Deferred {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

function deferred(): Deferred {
  let settle: Omit<Deferred, 'promise'> = { resolve: () => undefined, reject: () => undefined };
  const promise = new Promise<void>((resolve, reject) => {
    settle = { resolve, reject };
  });
  return { promise, ...settle };
}

function isTaken({ kind }: ReloadOutcome): boolean {
  return kind === 'applied' || kind === 'unchanged';
}

function failureOf(outcome: ReloadOutcome): Error {
  if (outcome.kind === 'rejected') {
    return clientError('CONFIG_INVALID', outcome.rejected.issues.join('; '));
  }
  const problem = outcome.kind === 'unavailable' ? outcome.problem : 'it was not loaded';
  return clientError('CONFIG_UNAVAILABLE', `there is no configuration: ${problem}`);
}
