import { hostname, networkInterfaces } from 'node:os';
import type { Machine } from './instance-description.ts';

/** This machine, as others on its network reach it. */
export function thisMachine(): Machine {
  const addresses = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  const outside = addresses.find(({ family, internal }) => family === 'IPv4' && !internal);
  return { hostName: hostname(), ipAddr: outside?.address ?? '127.0.0.1' };
}
