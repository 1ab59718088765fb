import type { ConfigKey } from '@vernal/protocol/bus';
import { HttpProblem, principalOf } from '@vernal/server-kit';
import type { Request } from 'express';
import { parseConfigQuery, type RequestedNames } from '../domain/config-query.ts';
import type { ReadingRules } from './reading-rules.ts';

/** The key that a request for our own endpoints names; 400 for names that no application has, 403 for what the caller may not read. */
export function namedApplication(
  request: Request,
  names: RequestedNames,
  rules: ReadingRules,
): ConfigKey {
  const key = parseConfigQuery(names);
  if (!key.ok) throw new HttpProblem(400, `${key.problem.field} ${key.problem.problem}`);
  const caller = principalOf(request);
  if (caller !== undefined && !rules.allows(caller, { key: key.value })) {
    throw new HttpProblem(403, 'that configuration is not one of yours');
  }
  return key.value;
}

/** A query parameter that is there once and not empty. */
export function queryText(request: Request, name: string): string | undefined {
  const text: unknown = request.query[name];
  if (text === undefined) return undefined;
  if (typeof text === 'string' && text !== '') return text;
  throw new HttpProblem(400, `${name} must be one text`);
}
