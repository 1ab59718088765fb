import { Counter, Gauge, type Registry as MetricRegistry } from 'prom-client';
import type { BrokerTraffic } from './ports/broker-traffic.ts';

/** Registers the broker's figures. They are read when somebody asks, so a message costs nothing more. */
export function registerBrokerMetrics(
  metrics: MetricRegistry,
  broker: { readonly traffic: BrokerTraffic },
): void {
  gauge('vernal_bus_clients', 'Connected MQTT clients', () => broker.traffic.clients);
  gauge('vernal_bus_subscriptions', 'Their subscriptions', () => broker.traffic.subscriptions);
  gauge('vernal_bus_retained_messages', 'Retained messages', () => broker.traffic.retained);
  counter('vernal_bus_published_total', 'Published messages', () => broker.traffic.published);
  counter(
    'vernal_bus_refused_total',
    'Connections ended for what they sent or for wrong credentials',
    () => broker.traffic.refused,
  );

  function gauge(name: string, help: string, read: () => number): void {
    const metric: Gauge = new Gauge({
      name,
      help,
      registers: [metrics],
      collect: () => metric.set(read()),
    });
  }

  function counter(name: string, help: string, read: () => number): void {
    const metric: Counter = new Counter({
      name,
      help,
      registers: [metrics],
      collect() {
        metric.reset();
        metric.inc(read());
      },
    });
  }
}
