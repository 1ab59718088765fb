import type { DaemonHost, DaemonParts } from '@vernal/server-kit';
import { MqttBroker } from './adapters/mqtt-broker.ts';
import { brokerHealth } from './broker-health.ts';
import { registerBrokerMetrics } from './broker-metrics.ts';
import type { BusBrokerOptions } from './broker-options.ts';

/** Name of the daemon and its command. */
export const DAEMON_NAME = 'vernal-bus';

/** Puts the broker together. */
export function composeBroker(options: BusBrokerOptions, host: DaemonHost): DaemonParts {
  const { address, authenticator, logger, metrics } = host;
  const broker = new MqttBroker({
    port: options.mqttPort,
    maxConnections: options.maxConnections,
    maxPacketBytes: options.maxPacketBytes,
    address,
    authenticator,
    logger,
    wantedBy: DAEMON_NAME,
  });
  registerBrokerMetrics(metrics, broker);
  return { lifecycles: [broker], health: [brokerHealth(broker)] };
}
