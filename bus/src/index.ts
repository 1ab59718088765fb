export { MemoryHub } from './adapters/memory-hub.ts';
export { createMemoryTransport } from './adapters/memory-transport.ts';
export { createMqttTransport, type MqttTransportOptions } from './adapters/mqtt-transport.ts';
export type { Bus } from './bus.ts';
export type { BusCounters } from './counters.ts';
export { type BusOptions, type CountingBus, createBus } from './create-bus.ts';
export type { BusTransport, PublishOptions, TransportMessage } from './ports/bus-transport.ts';
