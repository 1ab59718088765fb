export { configDaemon } from './config-daemon.ts';
export type { ConfigOptions } from './config-options.ts';
