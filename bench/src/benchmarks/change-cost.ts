import { openCaller } from '../load/caller.ts';
import { cpuSeconds } from '../processes/cost.ts';
import { instanceAt } from '../subjects/fleet.ts';
import { fullFetch, registration } from '../subjects/fleet-requests.ts';
import type { Side } from './compare-servers.ts';

const changes = 100;

/** What a change costs a registry, in milliseconds of its processor time. */
export interface ChangeCost {
  /** One registration of an instance that is there already. */
  readonly changeMs: number;
  /** The first compressed full fetch after such a change, beyond the change: making the bytes and sending them. */
  readonly nextFetchMs: number;
}

/** Registers instances anew, first without and then with a full fetch after each. */
export async function measureChangeCost(registry: Side, instances: number): Promise<ChangeCost> {
  const caller = await openCaller(registry);
  const stride = Math.floor(instances / changes);
  const spentMs = async (afterwards: () => Promise<void>): Promise<number> => {
    await caller.send(fullFetch);
    const before = cpuSeconds(registry.pid);
    for (let number = 0; number < changes; number += 1) {
      await caller.send(registration(instanceAt(number * stride)));
      await afterwards();
    }
    return ((cpuSeconds(registry.pid) - before) * 1000) / changes;
  };
  try {
    const changeMs = await spentMs(() => Promise.resolve());
    const bothMs = await spentMs(() => caller.send(fullFetch));
    return { changeMs, nextFetchMs: bothMs - changeMs };
  } finally {
    caller.close();
  }
}
