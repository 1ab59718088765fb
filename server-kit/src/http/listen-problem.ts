import { codeOf, messageOf } from '@vernal/core';

/** Who wanted to listen where. */
export interface WantedPort {
  readonly port: number;
  readonly address: string;
  /** The daemon, and the protocol if it has several: `vernal-bus (MQTT)`. */
  readonly wantedBy: string;
  /** The option that changes the port. */
  readonly option: string;
}

/** One clear line for an error of `listen`: the port, who wants it, and the option that changes it. */
export function describeListenProblem(error: unknown, wanted: WantedPort): string {
  const { port, address, wantedBy, option } = wanted;
  const code = codeOf(error);
  if (code === 'EADDRINUSE') {
    return `port ${port} on ${address} is in use, but ${wantedBy} wants it; choose another with --${option}=PORT`;
  }
  if (code === 'EACCES') {
    return `${wantedBy} may not listen on port ${port} of ${address}; choose another with --${option}=PORT`;
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return `${wantedBy} cannot listen on ${address}: it is no address of this machine; change it with --server.address=ADDRESS`;
  }
  return `${wantedBy} cannot listen on port ${port} of ${address}: ${messageOf(error)}`;
}
