import { dataSize, defineOptions, integer, type OptionsOf } from '@vernal/core/options';

/** What an operator may set on the broker, besides what every daemon has. */
export const brokerOptions = defineOptions({
  mqttPort: integer('vernal.bus.port', {
    default: 1883,
    min: 0,
    max: 65_535,
    description: 'MQTT port; 0 lets the system choose',
  }),
  maxConnections: integer('vernal.bus.max-connections', {
    default: 10_000,
    min: 1,
    description: 'Most MQTT connections at once; further ones are closed',
  }),
  maxPacketBytes: dataSize('vernal.bus.max-packet', {
    default: 1024 * 1024,
    description: 'Largest MQTT packet; who announces a larger one is disconnected',
  }),
});

/** The values of `brokerOptions`. */
export type BusBrokerOptions = OptionsOf<typeof brokerOptions>;
