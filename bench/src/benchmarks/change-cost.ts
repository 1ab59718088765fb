import type { HttpRequest } from '../http/http-request.ts';
import { openCaller } from '../load/caller.ts';
import { cpuSeconds } from '../processes/cost.ts';
import { type FleetInstance, instanceAt } from '../subjects/fleet.ts';
import { registration } from '../subjects/fleet-requests.ts';
import type { Side } from './compare-servers.ts';

const changes = 100;

/** What a change costs a registry, in milliseconds of its processor time. */
export interface ChangeCost {
  /** One registration of an instance that is there already. */
  readonly changeMs: number;
  /** The first fetch after such a change, beyond the change: making the bytes and sending them. */
  readonly nextFetchMs: number;
}

/** Registers instances all over the registry anew, first without and then with a fetch after each. */
export async function measureChangeCost(
  registry: Side,
  instances: number,
  fetch: (changed: FleetInstance) => HttpRequest,
): Promise<ChangeCost> {
  const caller = await openCaller(registry);
  const stride = Math.floor(instances / changes);
  const change = (changed: FleetInstance): Promise<void> => caller.send(registration(changed));
  const changeAndFetch = async (changed: FleetInstance): Promise<void> => {
    await change(changed);
    await caller.send(fetch(changed));
  };
  const meanMs = async (step: (changed: FleetInstance) => Promise<void>): Promise<number> => {
    await changeAndFetch(instanceAt(0));
    const before = cpuSeconds(registry.pid);
    for (let number = 0; number < changes; number += 1) await step(instanceAt(number * stride));
    return ((cpuSeconds(registry.pid) - before) * 1000) / changes;
  };
  try {
    const changeMs = await meanMs(change);
    const bothMs = await meanMs(changeAndFetch);
    return { changeMs, nextFetchMs: bothMs - changeMs };
  } finally {
    caller.close();
  }
}
