import { createPeriodic, type Lifecycle, messageOf } from '@vernal/core';
import type { InstanceInfo } from '@vernal/protocol/eureka';
import type { Cause } from '../domain/cause.ts';
import type { PeersGround } from './peers-ground.ts';

const SELF: Cause = { origin: 'registry', actor: 'registry', reason: 'this registry itself' };

/**
 * Keeps this registry listed as an instance (`eureka.client.register-with-eureka`). Peers learn of it by
 * replication, and count it among their available replicas (eureka-protocol 1.8).
 */
export function ownRegistration(
  describe: () => InstanceInfo,
  renewalIntervalMs: number,
  { registry, timers, logger }: PeersGround,
): Lifecycle {
  let own: InstanceInfo | undefined;
  const renewal = createPeriodic({
    timers,
    intervalMs: renewalIntervalMs,
    run: () => renew(),
    onError: (error) => logger.error('the own lease failed', { problem: messageOf(error) }),
  });

  function renew(): void {
    if (own === undefined) return;
    const renewed = registry.renew(own.app, own.instanceId, { origin: 'registry' });
    if (renewed.kind === 'unknown') registry.register(own, SELF);
  }

  // A cancellation of an earlier run may arrive late, or peers remember it.
  registry.onChange(({ kind, cause, lease: { instance } }) => {
    if (kind !== 'cancelled' || cause.origin !== 'peer') return;
    if (instance.instanceId !== own?.instanceId || instance.app !== own.app) return;
    own = describe();
    registry.register(own, SELF);
  });

  return {
    async start() {
      own = describe();
      registry.register(own, SELF);
      await renewal.start();
    },
    async stop() {
      await renewal.stop();
      if (own !== undefined) registry.cancel(own.app, own.instanceId, SELF);
      own = undefined;
    },
  };
}
