export { registryDaemon } from './registry-daemon.ts';
export type { RegistryOptions } from './registry-options.ts';
