import { createRequire } from 'node:module';
import type { DaemonDefinition } from '@vernal/server-kit';
import { type BusBrokerOptions, brokerOptions } from './broker-options.ts';
import { composeBroker, DAEMON_NAME } from './compose.ts';

/** The daemon `vernal-bus`: an MQTT broker on 1883, its actuator on 8890. */
export const busDaemon: DaemonDefinition<BusBrokerOptions> = {
  name: DAEMON_NAME,
  version: readVersion(),
  summary: 'The message bus: an MQTT broker for configuration and registry changes',
  dataFolder: 'bus',
  defaultPort: 8890,
  options: brokerOptions,
  create: composeBroker,
};

function readVersion(): string {
  const manifest: unknown = createRequire(import.meta.url)('@vernal/bus-broker/package.json');
  const isManifest = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
  return isManifest ? String(manifest.version) : 'unknown';
}
