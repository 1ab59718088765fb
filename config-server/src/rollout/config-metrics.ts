import { Gauge, type Registry as MetricRegistry } from 'prom-client';
import type { Backend } from '../backends/backend.ts';
import type { Backends } from '../backends/backends.ts';
import type { HeldCommits } from '../environments/held-commits.ts';
import type { KnownKeys } from '../environments/known-keys.ts';
import type { Pins } from '../environments/pins.ts';

/** What the metrics are read from. */
export interface ConfigMetricsSources {
  readonly backends: Backends;
  readonly knownKeys: KnownKeys;
  readonly held: HeldCommits;
  readonly pins: Pins;
}

/** Gauges that are read when Prometheus asks; none has a label that callers could multiply. */
export function registerConfigMetrics(
  registry: MetricRegistry,
  { backends, knownKeys, held, pins }: ConfigMetricsSources,
): void {
  const gauges: readonly (readonly [string, string, () => number])[] = [
    ['vernal_config_known_keys', 'Config keys that were asked for', () => knownKeys.all().length],
    [
      'vernal_config_turned_away_keys',
      'Requests for config keys that nobody is told of: vernal.config.max-known-keys is reached',
      () => knownKeys.turnedAway,
    ],
    ['vernal_config_held_keys', 'Config keys held back by a broken file', () => held.all().length],
    [
      'vernal_config_pinned_keys',
      'Applications that an operator keeps at a commit',
      () => pins.all().length,
    ],
    [
      'vernal_config_repository_up',
      '1 while the last check of every repository succeeded',
      () => (backends.all().every(isUp) ? 1 : 0),
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

function isUp({ repository: { status } }: Backend): boolean {
  return status.available && status.problem === undefined;
}
