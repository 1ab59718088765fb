import { hostname, networkInterfaces } from 'node:os';

/** Names and addresses by which this machine can be reached from itself. */
export interface MachineAddresses {
  readonly hostName: string;
  /** The first address that is not loopback; loopback when there is no other. */
  readonly ipAddr: string;
  /** All of them, lower-case. */
  readonly hosts: ReadonlySet<string>;
}

/** Looks at the network interfaces once. */
export function readMachineAddresses(): MachineAddresses {
  const interfaces = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  const outside = interfaces.find(({ family, internal }) => family === 'IPv4' && !internal);
  const hostName = hostname().toLowerCase();
  const addresses = interfaces.map(({ address }) => address.toLowerCase());
  return {
    hostName,
    ipAddr: outside?.address ?? '127.0.0.1',
    hosts: new Set([hostName, 'localhost', '0.0.0.0', ...addresses]),
  };
}
