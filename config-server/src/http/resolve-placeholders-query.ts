import type { Placeholders } from '@vernal/protocol/config';
import { HttpProblem } from '@vernal/server-kit';
import type { Request } from 'express';

/** Words as Spring reads them. */
const YES = /^(?:true|on|yes|1|)$/i;
const NO = /^(?:false|off|no|0)$/i;

/** The query parameter `resolvePlaceholders`, true unless said otherwise (config-protocol 1.1). */
export function placeholdersOf({ query }: Request): Placeholders {
  const { resolvePlaceholders: wish = '' } = query;
  if (typeof wish === 'string' && YES.test(wish)) return 'resolved';
  if (typeof wish === 'string' && NO.test(wish)) return 'as written';
  throw new HttpProblem(400, 'resolvePlaceholders must be true or false');
}
