import type { OptionProblem } from '@vernal/core/options';
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

/** The environments that health looks up, in the order of the options. */
export function healthQueries(
  entries: ReadonlyMap<string, HealthQueryOptions>,
): readonly ConfigKey[] {
  if (entries.size === 0) return [DEFAULT_QUERY];
  return [...entries].flatMap(([entry, query]) => {
    const key = parsed(entry, query);
    return key.ok ? [key.value] : [];
  });
}

/** Those that could not be asked for over HTTP. */
export function healthQueryProblems(
  entries: ReadonlyMap<string, HealthQueryOptions>,
): readonly OptionProblem[] {
  return [...entries].flatMap(([entry, query]) => {
    const key = parsed(entry, query);
    if (key.ok) return [];
    const { field, problem } = key.problem;
    return [{ property: `${REPOSITORIES}.${entry}.${field}`, problem }];
  });
}

const REPOSITORIES = 'spring.cloud.config.server.health.repositories';

function parsed(entry: string, { name = entry, profiles, label }: HealthQueryOptions) {
  return parseConfigQuery({ name, profiles, label: label ?? null });
}
