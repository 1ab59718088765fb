import { fail, type Outcome, succeed } from '@vernal/core';
import type { ConfigKey } from '@vernal/protocol/bus';
import type { HealthIndicator } from '@vernal/server-kit';
import { OVERRIDES } from '../domain/overrides.ts';
import { describeBrokenFile } from '../environments/broken-file.ts';
import type { EnvironmentResolver } from '../environments/environment-resolver.ts';
import type { LabelResolver } from '../environments/label-resolver.ts';

/** What the component `configServer` is told from. */
export interface ConfigServerHealthParts {
  readonly labels: LabelResolver;
  readonly resolver: EnvironmentResolver;
  readonly queries: readonly ConfigKey[];
  /** `spring.cloud.config.server.health.down-health-status`. */
  readonly downStatus: string;
  readonly acceptEmpty: boolean;
  /** Whether a query reads a repository that is hosted here and that nobody has pushed to yet. */
  readonly isAwaited: (query: ConfigKey) => Promise<boolean>;
}

/** What one query found, as health lists it. */
interface FoundEnvironment {
  /** Names of its sources; absent when there are none. */
  readonly sources?: readonly string[];
  readonly name: string;
  readonly profiles: readonly string[];
  readonly label: string | null;
  /** Why its newest commit is not served. */
  readonly problem?: string;
}

const AWAITED = 'nothing was pushed to the repository yet';

/**
 * Component `configServer` as Spring has it (config-protocol 1.10): down when one of its queries can't be
 * answered, or none has a source though it must. It reads what is there and never waits for a remote.
 */
export function configServerHealth(parts: ConfigServerHealthParts): HealthIndicator {
  const { queries, downStatus, acceptEmpty } = parts;
  return {
    name: 'configServer',
    async check() {
      const repositories: FoundEnvironment[] = [];
      for (const query of queries) {
        const found = await lookUp(query, parts);
        if (!found.ok) {
          const { application, profiles } = query;
          const details = { repository: { application, profiles }, error: found.problem };
          return { status: downStatus, details };
        }
        repositories.push(found.value);
      }
      const isEmpty = repositories.every(
        ({ sources, problem }) => (sources ?? problem) === undefined,
      );
      return isEmpty && !acceptEmpty
        ? { status: downStatus, details: { acceptEmpty, repositories } }
        : { status: 'UP', details: { repositories } };
    },
  };
}

async function lookUp(
  query: ConfigKey,
  { labels, resolver, isAwaited }: ConfigServerHealthParts,
): Promise<Outcome<FoundEnvironment, string>> {
  const { application, profiles, label } = query;
  const named = { name: application, profiles: [profiles], label };
  const commits = await labels.commitsOf(query);
  // Were the server down until the first push, nobody could make it.
  if (!commits.ok && (await isAwaited(query))) return succeed({ ...named, problem: AWAITED });
  if (!commits.ok) return fail(`no such label: ${commits.problem}`);
  const resolution = await resolver.resolve(query, commits.value);
  // A broken file is no reason to take the server away from those who read the last good commit.
  if (!resolution.ok) return succeed({ ...named, problem: describeBrokenFile(resolution.problem) });
  const sources = resolution.value.layers
    .map((layer) => layer.name)
    .filter((name) => name !== OVERRIDES);
  return succeed(sources.length === 0 ? named : { sources, ...named });
}
