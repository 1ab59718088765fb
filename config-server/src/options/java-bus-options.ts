import { inert } from '@vernal/core/options';

/** The bus of a Java server: its brokers, and what it does with events (bus-protocol). */
export const javaBusOptions = {
  javaBus: inert('the bus speaks MQTT, with the broker of vernal.bus.url', [
    'spring.rabbitmq',
    'spring.kafka',
    'spring.cloud.stream',
    'spring.cloud.bus.enabled',
    'spring.cloud.bus.refresh',
    'spring.cloud.bus.env',
    'spring.cloud.bus.ack',
    'spring.cloud.bus.trace',
  ]),
};
