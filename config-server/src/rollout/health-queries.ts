import { VernalError } from '@vernal/core';
import type { ConfigKey } from '@vernal/protocol/bus';
import { parseConfigQuery } from '../domain/config-query.ts';

/** One entry of `spring.cloud.config.server.health.repositories`. */
export interface HealthQueryOptions {
  readonly name: string | undefined;
  readonly profiles: string;
  readonly label: string | undefined;
}

/** What Spring's health looks up when nothing is named (config-protocol 1.10). */
const DEFAULT_QUERY: ConfigKey = { application: 'app', profiles: 'default', label: null };

/**
 * The environments that health looks up, in the order of the options.
 *
 * @throws VernalError `OPTIONS_INVALID` when one could not be asked for over HTTP
 */
export function healthQueries(
  entries: ReadonlyMap<string, HealthQueryOptions>,
): readonly ConfigKey[] {
  if (entries.size === 0) return [DEFAULT_QUERY];
  return [...entries].map(([entry, { name = entry, profiles, label = null }]) => {
    const key = parseConfigQuery({ name, profiles, label });
    if (key.ok) return key.value;
    const property = `spring.cloud.config.server.health.repositories.${entry}.${key.problem.field}`;
    throw new VernalError('OPTIONS_INVALID', `${property} ${key.problem.problem}`);
  });
}
