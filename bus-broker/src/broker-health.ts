import type { HealthIndicator } from '@vernal/server-kit';
import type { BrokerTraffic } from './ports/broker-traffic.ts';

/** Component `broker` of the health answer: UP while it listens. */
export function brokerHealth(broker: { readonly traffic: BrokerTraffic }): HealthIndicator {
  return {
    name: 'broker',
    check() {
      const { port, clients, subscriptions, retained } = broker.traffic;
      return {
        status: port > 0 ? 'UP' : 'DOWN',
        details: { port, clients, subscriptions, retained },
      };
    },
  };
}
