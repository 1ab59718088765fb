import { bindTable, type OptionLayer, stackLayers } from '@vernal/core/options';
import { type DaemonOptions, daemonOptions } from '@vernal/server-kit';

const LOOPBACK = '127.0.0.1';
const ANY_ADDRESS = new Set(['0.0.0.0', '::']);

/** Where registry and config server find the broker of their own process: at the address it listens on. */
export function brokerUrl(layers: readonly OptionLayer[], port: number): string {
  const bound = bindTable<DaemonOptions>(daemonOptions(0), stackLayers(layers));
  // Wrong options are reported by the servers, all of them together.
  const address = bound.ok ? bound.value.address : LOOPBACK;
  if (ANY_ADDRESS.has(address)) return `mqtt://${LOOPBACK}:${port}`;
  return address.includes(':') ? `mqtt://[${address}]:${port}` : `mqtt://${address}:${port}`;
}
