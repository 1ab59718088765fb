import type { Cancel } from '@vernal/core';
import { holdProcess } from '../runtime/hold-process.ts';
import type { Instance } from './instance.ts';
import type { WatchListener } from './watchers.ts';

/** For how many instances to wait, and until when. */
export interface WaitOptions {
  /** 1 by default. */
  readonly min?: number;
  readonly signal?: AbortSignal;
}

interface WaitSource {
  instances(service: string): readonly Instance[];
  watch(service: string, listen: WatchListener): Cancel;
}

/** Resolves when the service has enough instances; rejects with the reason of whichever signal aborts. */
export function awaitInstances(
  source: WaitSource,
  service: string,
  { min = 1, signal, closing }: WaitOptions & { readonly closing: AbortSignal },
): Promise<readonly Instance[]> {
  const abort = signal === undefined ? closing : AbortSignal.any([signal, closing]);
  return new Promise((resolve, reject) => {
    const now = source.instances(service);
    if (now.length >= min) return resolve(now);
    if (abort.aborted) return reject(abort.reason);
    const release = holdProcess();
    const onAbort = (): void => {
      cancel();
      release();
      reject(abort.reason);
    };
    const cancel = source.watch(service, (instances) => {
      if (instances.length < min) return;
      cancel();
      release();
      abort.removeEventListener('abort', onAbort);
      resolve(instances);
    });
    abort.addEventListener('abort', onAbort, { once: true });
  });
}
