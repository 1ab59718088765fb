import { createRequire } from 'node:module';
import type { DaemonDefinition } from '@vernal/server-kit';
import { composeRegistry } from './compose.ts';
import { type RegistryOptions, registryOptions } from './registry-options.ts';

/** The daemon `vernal-registry`: Eureka's REST interface on 8761. */
export const registryDaemon: DaemonDefinition<RegistryOptions> = {
  name: 'vernal-registry',
  version: readVersion(),
  summary: 'The service registry: speaks the protocol of Netflix Eureka',
  dataFolder: 'registry',
  defaultPort: 8761,
  options: registryOptions,
  create: composeRegistry,
};

function readVersion(): string {
  const manifest: unknown = createRequire(import.meta.url)('@vernal/registry-server/package.json');
  const isManifest = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
  return isManifest ? String(manifest.version) : 'unknown';
}
