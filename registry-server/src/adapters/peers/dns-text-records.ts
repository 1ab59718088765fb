import { resolveTxt } from 'node:dns/promises';
import { type Logger, messageOf } from '@vernal/core';
import type { TextRecords } from '../../ports/text-records.ts';

/** Node's `dns.promises.resolveTxt`: each record in its chunks. */
export type ResolveText = (name: string) => Promise<readonly (readonly string[])[]>;

/** TXT records of the system's name servers; one record may list several names, apart by spaces. */
export function createDnsTextRecords(
  logger: Logger,
  resolve: ResolveText = resolveTxt,
): TextRecords {
  return {
    async lookup(name) {
      try {
        const records = await resolve(name);
        return records.flatMap((chunks) => chunks.join('').split(/\s+/)).filter(Boolean);
      } catch (error) {
        logger.warn('no TXT record', { name, problem: messageOf(error) });
        return [];
      }
    },
  };
}
