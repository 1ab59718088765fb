import type { Applications, InstanceInfo } from '@vernal/protocol/eureka';
import { appsHashCode } from '@vernal/protocol/eureka';
import type { Instance } from '../../src/discovery/instance.ts';
import { toInstance } from '../../src/discovery/instance.ts';
import { describeInstance } from '../../src/registration/instance-description.ts';

/** A registered instance; what a test cares for is in `members`. */
export function instanceInfo(
  app: string,
  port: number,
  members: Partial<InstanceInfo> = {},
): InstanceInfo {
  const registrant = {
    app,
    machine: { hostName: 'box', ipAddr: '127.0.0.1' },
    lease: { renewalIntervalSeconds: 30, durationSeconds: 90 },
  };
  return { ...describeInstance(registrant, { port }, 1_000), ...members };
}

/** Instances to call, one per port. */
export function instances(...ports: readonly number[]): readonly Instance[] {
  return ports.map((port) => toInstance(instanceInfo('catalog', port)));
}

/** A full fetch with a hash code that fits, or a delta with the hash code of the whole registry. */
export function applications(
  infos: readonly InstanceInfo[],
  registry: readonly InstanceInfo[] = infos,
): Applications {
  const names = [...new Set(infos.map(({ app }) => app))];
  return {
    versionsDelta: '1',
    appsHashCode: appsHashCode(registry.map(({ status }) => status)),
    applications: names.map((name) => ({
      name,
      instances: infos.filter(({ app }) => app === name),
    })),
  };
}
