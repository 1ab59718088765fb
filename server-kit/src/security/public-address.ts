import type { OptionProblem } from '@vernal/core/options';

/** Whether only this machine reaches the address. */
export function isLoopback(address: string): boolean {
  return (
    address === 'localhost' ||
    address === '::1' ||
    /^(?:::ffff:)?127(?:\.\d{1,3}){3}$/.test(address)
  );
}

/** Refuses a public address without credentials, naming both ways out (design decision 8). */
export function publicAddressProblems(address: string): readonly OptionProblem[] {
  if (isLoopback(address)) return [];
  return [
    {
      property: 'server.address',
      problem:
        `${address} is public and no credentials are configured. Either set ` +
        '--spring.security.user.name and --spring.security.user.password, or allow it with ' +
        '--vernal.security.allow-anonymous-on-public-address=true',
    },
  ];
}
