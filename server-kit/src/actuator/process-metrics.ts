import { collectDefaultMetrics, Registry as MetricRegistry } from 'prom-client';

/** Metrics of the whole process, such as memory and event-loop lag. Make it once per process: it has timers. */
export function createProcessMetrics(): MetricRegistry {
  const register = new MetricRegistry();
  collectDefaultMetrics({ register, eventLoopMonitoringPrecision: 20 });
  return register;
}
