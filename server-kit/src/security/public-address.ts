import type { OptionProblem } from '@vernal/core/options';
import type { DaemonOptions } from '../daemon/daemon-options.ts';

/** Whether only this machine reaches the address. */
export function isLoopback(address: string): boolean {
  return (
    address === 'localhost' ||
    address === '::1' ||
    /^(?:::ffff:)?127(?:\.\d{1,3}){3}$/.test(address)
  );
}

/** Refuses a public address without credentials, naming both ways out (design decision 8). */
export function publicAddressProblems(
  options: DaemonOptions,
  hasUsers: boolean,
): readonly OptionProblem[] {
  if (hasUsers || options.allowAnonymous || isLoopback(options.address)) return [];
  return [
    {
      property: 'server.address',
      problem:
        `${options.address} is public and no credentials are configured. Either set ` +
        '--spring.security.user.name and --spring.security.user.password, or allow it with ' +
        '--vernal.security.allow-anonymous-on-public-address=true',
    },
  ];
}
