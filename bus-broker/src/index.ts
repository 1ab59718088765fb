export type { BusBrokerOptions } from './broker-options.ts';
export { busDaemon } from './bus-daemon.ts';
