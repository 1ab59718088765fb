import type { IncomingMessage } from 'node:http';
import { anyone, principalOf } from '../security/principal.ts';
import { isLoopback } from '../security/public-address.ts';
import type { ActuatorOptions } from './actuator-options.ts';

/**
 * Who sees health details: with `when-authorized` (the default) callers with credentials and, where none are
 * configured, everybody on this machine.
 */
export function detailRule(
  showDetails: ActuatorOptions['healthDetails'],
  address: string,
): (request: IncomingMessage) => boolean {
  if (showDetails !== 'when-authorized') return () => showDetails === 'always';
  const anyoneMay = isLoopback(address);
  return (request) => {
    const caller = principalOf(request);
    return caller === anyone ? anyoneMay : caller !== undefined;
  };
}
