import { Counter, Gauge, type Registry as MetricRegistry } from 'prom-client';
import type { CacheBudget, CacheFigures } from '../domain/cache-budget.ts';

const labelNames = ['cache'];

/** What the caches hold and how often they were asked in vain, read when Prometheus asks. */
export function registerCacheMetrics(registry: MetricRegistry, budget: CacheBudget): void {
  const gauges: readonly (readonly [string, string, (figures: CacheFigures) => number])[] = [
    ['vernal_config_cache_bytes', 'Estimated memory of a cache', ({ bytes }) => bytes],
    ['vernal_config_cache_entries', 'What a cache holds', ({ entries }) => entries],
  ];
  for (const [name, help, read] of gauges) {
    new Gauge({
      name,
      help,
      labelNames,
      registers: [registry],
      collect() {
        for (const [cache, figures] of budget.figures()) this.set({ cache }, read(figures));
      },
    });
  }
  new Counter({
    name: 'vernal_config_cache_lookups_total',
    help: 'Look-ups in a cache, by whether it had what was wanted',
    labelNames: [...labelNames, 'outcome'],
    registers: [registry],
    collect() {
      this.reset();
      for (const [cache, { hits, misses }] of budget.figures()) {
        this.inc({ cache, outcome: 'hit' }, hits);
        this.inc({ cache, outcome: 'miss' }, misses);
      }
    },
  });
}
