import type { IncomingMessage } from 'node:http';
import { anyone, type Principal, principalOf } from '../security/principal.ts';
import type { ActuatorOptions } from './actuator-options.ts';

/**
 * Who sees health details. With `when-authorized`, the default, that is callers who gave credentials: where
 * none are configured nobody is known, so nobody does, as in Spring. Components tell of all applications, so a
 * caller who is limited to some does not see them.
 */
export function detailRule(
  showDetails: ActuatorOptions['healthDetails'],
): (request: IncomingMessage) => boolean {
  if (showDetails !== 'when-authorized') return () => showDetails === 'always';
  return (request) => {
    const caller = principalOf(request);
    return caller !== undefined && caller !== anyone && isForAll(caller);
  };
}

function isForAll({ applications, reads }: Principal): boolean {
  return applications === undefined && reads === undefined;
}
