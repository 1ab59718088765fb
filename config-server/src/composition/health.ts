import type { HealthIndicator } from '@vernal/server-kit';
import type { Backends } from '../backends/backends.ts';
import type { ConfigOptions } from '../config-options.ts';
import {
  type ConfigServerHealthParts,
  configServerHealth,
} from '../rollout/config-server-health.ts';
import { healthQueries } from '../rollout/health-queries.ts';
import { configRepositoryHealth } from '../rollout/repository-health.ts';
import type { Environments } from './environments.ts';
import type { Hosting } from './hosting.ts';

/** What health is told from. */
export interface HealthNeeds
  extends Pick<Environments, 'labels' | 'held'>,
    Pick<ConfigServerHealthParts, 'resolver'>,
    Pick<Hosting, 'isAwaited'> {
  readonly backends: Backends;
}

/** How the repositories are, and whether environments are found, unless looking them up is switched off. */
export function serverHealth(options: ConfigOptions, needs: HealthNeeds): HealthIndicator[] {
  const { backends, held, labels, resolver } = needs;
  const repositories = configRepositoryHealth({ backends, held });
  if (!options.healthEnabled) return [repositories];
  const { healthRepositories, downHealthStatus: downStatus, acceptEmpty } = options;
  const queries = healthQueries(healthRepositories);
  const isAwaited: ConfigServerHealthParts['isAwaited'] = (query) =>
    needs.isAwaited(backends.of(query).map(({ repository }) => repository.uri));
  const lookup = { labels, resolver, isAwaited, queries, downStatus, acceptEmpty };
  return [configServerHealth(lookup), repositories];
}
