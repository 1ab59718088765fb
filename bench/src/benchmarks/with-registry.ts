import { type Endpoint, endpointOf } from '../http/endpoint.ts';
import { startLoad } from '../load/load.ts';
import type { Traffic } from '../load/traffic.ts';
import {
  type DaemonProcess,
  type Launch,
  type Settings,
  startDaemonProcess,
} from '../processes/daemon.ts';
import { withWorkFolder } from '../processes/work-folder.ts';

/** How a registry is started; without anything, with its default options. */
export type RegistryLaunch = Launch & { readonly settings?: Settings };

const fillingConnections = 32;

/** Runs `use` with a registry that keeps its data below a folder, and ends it. */
export async function withRegistryIn<Result>(
  folder: string,
  { settings = {}, ...launch }: RegistryLaunch,
  use: (registry: DaemonProcess) => Promise<Result>,
): Promise<Result> {
  const registry = await startDaemonProcess('vernal-registry', folder, settings, launch);
  try {
    return await use(registry);
  } finally {
    await registry.stop();
  }
}

/** Runs `use` with a registry in which so many instances have just registered. */
export function withRegistry<Result>(
  instances: number,
  use: (registry: DaemonProcess) => Promise<Result>,
  launch: RegistryLaunch = {},
): Promise<Result> {
  return withWorkFolder((folder) =>
    withRegistryIn(folder, launch, async (registry) => {
      await fillRegistry(registry, instances);
      return use(registry);
    }),
  );
}

/** The same after a restart: no registration is recent any more, so the delta is as empty as on any day. */
export function withRestartedRegistry<Result>(
  instances: number,
  use: (registry: DaemonProcess) => Promise<Result>,
  launch: RegistryLaunch = {},
): Promise<Result> {
  return withWorkFolder(async (folder) => {
    await withRegistryIn(folder, launch, (registry) => fillRegistry(registry, instances));
    return withRegistryIn(folder, launch, use);
  });
}

/** Registers so many instances. */
export function fillRegistry(registry: Endpoint, instances: number): Promise<void> {
  return register(registry, { kind: 'registrations', instances });
}

/** Sends each registration once. */
export async function register(registry: Endpoint, registrations: Traffic): Promise<void> {
  const load = startLoad(registrations);
  const endpoint = endpointOf(registry);
  const connections = fillingConnections;
  try {
    const { refused, lost } = await load.run({ endpoint, connections, pace: { kind: 'once' } });
    if (refused + lost > 0) throw new Error(`${refused + lost} registrations failed`);
  } finally {
    await load.stop();
  }
}
