import { INSTANCE_STATUSES, type InstanceStatus } from '@vernal/protocol/eureka';
import type { Lease } from '../domain/lease.ts';
import { maskedMetadata } from './masked-metadata.ts';

/** Which instances are looked for; what is empty does not narrow. */
export interface InstanceSearch {
  /** Part of an application, id, host, `ip:port` or metadata `name=value`, in any case. */
  readonly text: string;
  /** Exactly this application, upper-case. */
  readonly app: string;
  readonly status: InstanceStatus | '';
}

/** Whether a search leaves everything in. */
export function isEverything({ text, app, status }: InstanceSearch): boolean {
  return text === '' && app === '' && status === '';
}

/** The status with a name in any case, '' for every other text. */
export function readSearchedStatus(text: string): InstanceStatus | '' {
  const wanted = text.toUpperCase();
  return INSTANCE_STATUSES.find((status) => status === wanted) ?? '';
}

/** Tells what a search finds. */
export function matcherOf({ text, app, status }: InstanceSearch): (lease: Lease) => boolean {
  const wanted = text.toLowerCase();
  return ({ instance }) =>
    (app === '' || instance.app === app) &&
    (status === '' || instance.status === status) &&
    (wanted === '' || textsOf(instance).some((part) => part.toLowerCase().includes(wanted)));
}

/** Masked metadata, so that nobody guesses a secret by searching for it. */
function textsOf(instance: Lease['instance']): readonly string[] {
  const { app, instanceId, hostName, ipAddr, port, securePort, metadata } = instance;
  const address = [port, securePort].map(({ number }) => `${ipAddr}:${number}`);
  const entries = maskedMetadata(metadata).map(([name, value]) => `${name}=${value}`);
  return [app, instanceId, hostName, ...address, ...entries];
}
