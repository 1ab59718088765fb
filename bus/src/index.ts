export { MemoryHub } from './adapters/memory-hub.ts';
export { createMemoryTransport } from './adapters/memory-transport.ts';
export { createMqttTransport, type MqttTransportOptions } from './adapters/mqtt-transport.ts';
export { type BusGround, type BusMember, busOptions, joinBus } from './join-bus.ts';
export type { BusOptions, CountingBus } from './participant/bus-options.ts';
export type { BusCounters } from './participant/counters.ts';
export { createBus } from './participant/create-bus.ts';
export type { Bus } from './ports/bus.ts';
export type { BusTransport, PublishOptions, TransportMessage } from './ports/bus-transport.ts';
