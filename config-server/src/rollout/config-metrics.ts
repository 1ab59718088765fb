import { Gauge, type Registry as MetricRegistry } from 'prom-client';
import type { HeldCommits } from '../environments/held-commits.ts';
import type { KnownKeys } from '../environments/known-keys.ts';
import type { ConfigRepository } from '../ports/config-repository.ts';

/** What the metrics are read from. */
export interface ConfigMetricsSources {
  readonly repository: ConfigRepository;
  readonly knownKeys: KnownKeys;
  readonly held: HeldCommits;
}

/** Gauges that are read when Prometheus asks; none has a label that callers could multiply. */
export function registerConfigMetrics(
  registry: MetricRegistry,
  { repository, knownKeys, held }: ConfigMetricsSources,
): void {
  const gauges: readonly (readonly [string, string, () => number])[] = [
    ['vernal_config_known_keys', 'Config keys that were asked for', () => knownKeys.all().length],
    ['vernal_config_held_keys', 'Config keys held back by a broken file', () => held.all().length],
    [
      'vernal_config_repository_up',
      '1 while the last check of the repository succeeded',
      () => (repository.status.available && repository.status.problem === undefined ? 1 : 0),
    ],
  ];
  for (const [name, help, read] of gauges) {
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  }
}
