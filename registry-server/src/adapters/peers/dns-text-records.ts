import { resolveTxt } from 'node:dns/promises';
import { type Logger, messageOf } from '@vernal/core';
import type { TextRecords } from '../../ports/text-records.ts';

/** TXT records of the system's name servers; one record may list several names, apart by spaces. */
export function createDnsTextRecords(logger: Logger): TextRecords {
  return {
    async lookup(name) {
      try {
        const records = await resolveTxt(name);
        return records.flatMap((chunks) => chunks.join('').split(/\s+/)).filter(Boolean);
      } catch (error) {
        logger.warn('no TXT record', { name, problem: messageOf(error) });
        return [];
      }
    },
  };
}
