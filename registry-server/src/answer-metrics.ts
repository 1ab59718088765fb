import { Counter, type Registry as MetricRegistry } from 'prom-client';
import { COUNTED_LISTS, type ListCounts, noListCounts } from './http/counted-answers.ts';

/** `vernal_registry_list_answers_total`: how well the prepared answers serve, as Eureka's `getAllCacheMissCounter` tells. */
export function registerAnswerMetrics(metrics: MetricRegistry, counts: ListCounts): void {
  const shown = noListCounts();
  new Counter({
    name: 'vernal_registry_list_answers_total',
    help: 'Lists answered from bytes that existed (kept) or had to be made',
    labelNames: ['list', 'result'],
    registers: [metrics],
    collect() {
      for (const list of COUNTED_LISTS) {
        const { asked, made } = counts[list];
        const before = shown[list];
        this.inc({ list, result: 'made' }, made - before.made);
        this.inc({ list, result: 'kept' }, asked - made - (before.asked - before.made));
        Object.assign(before, { asked, made });
      }
    },
  });
}
