import type { IncomingMessage } from 'node:http';
import type { InstanceInfo } from '@vernal/protocol/eureka';
import { type Audit, HttpProblem, maySpeakFor, principalOf } from '@vernal/server-kit';

/**
 * Refuses an instance that wants to be found under a name that its caller may not speak for. Spring's clients
 * look services up by VIP address: one that is free to choose would receive the calls of any other.
 */
export function requireOwnAddresses(
  request: IncomingMessage,
  instance: InstanceInfo,
  audit: Audit,
): void {
  const caller = principalOf(request);
  if (caller?.applications === undefined) return;
  const stranger = addressesOf(instance).find((address) => !maySpeakFor(caller, address));
  if (stranger === undefined) return;
  audit.record({
    action: 'register',
    actor: caller.name,
    target: `${instance.app}/${instance.instanceId} as ${stranger}`,
    outcome: 'failure',
    clientIp: request.socket.remoteAddress,
  });
  throw new HttpProblem(403, `${caller.name} may not register an instance as ${stranger}`);
}

function addressesOf({ vipAddress = '', secureVipAddress = '' }: InstanceInfo): readonly string[] {
  const addresses = `${vipAddress},${secureVipAddress}`.split(',');
  return addresses.map((address) => address.trim()).filter((address) => address !== '');
}
