import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { ask } from '../http/ask.ts';
import { type Endpoint, endpointOf } from '../http/endpoint.ts';
import { type Caller, openCaller } from '../load/caller.ts';
import { LOST } from '../load/http-connection.ts';
import type { DaemonProcess } from '../processes/daemon.ts';
import { withWorkFolder } from '../processes/work-folder.ts';
import { atMost, below } from '../report/bar.ts';
import type { Report } from '../report/report.ts';
import { median } from '../report/statistics.ts';
import { instanceAt } from '../subjects/fleet.ts';
import { heartbeat, registration } from '../subjects/fleet-requests.ts';
import type { Benchmark } from './benchmark.ts';
import { fillRegistry, withRegistryIn } from './with-registry.ts';

const instances = 5000;
/** Eureka's clients renew every 30 s; three times as often shows as much in a third of the time. */
const renewEveryMs = 10_000;
const tryAgainAfterMs = 1000;

/** What the clients met. */
interface Fleet {
  isOver: boolean;
  /** When the registry was killed; 0 before. */
  killedAtMs: number;
  registeredAgain: number;
  readonly statuses: Map<number, number>;
  /** Time from the kill to the first good answer, by client. */
  readonly awayMs: Map<number, number>;
}

/** A client on a connection of its own: renews, connects anew when it must, registers again after a 404. */
async function live(endpoint: Endpoint, index: number, fleet: Fleet): Promise<void> {
  let caller: Caller | undefined;
  await delay((renewEveryMs * index) / instances);
  while (!fleet.isOver) {
    caller ??= await openCaller(endpoint).catch(() => undefined);
    const status = (await caller?.status(heartbeat(instanceAt(index)))) ?? LOST;
    note(fleet, index, status);
    if (status === LOST) caller = undefined;
    if (status === 404) await caller?.send(registration(instanceAt(index)));
    await delay(status === 200 ? renewEveryMs : tryAgainAfterMs);
  }
  caller?.close();
}

function note(fleet: Fleet, index: number, status: number): void {
  const { statuses, awayMs, killedAtMs } = fleet;
  statuses.set(status, (statuses.get(status) ?? 0) + 1);
  if (status === 404) fleet.registeredAgain += 1;
  const hasReturned = status === 200 && killedAtMs > 0 && !awayMs.has(index);
  if (hasReturned) awayMs.set(index, performance.now() - killedAtMs);
}

async function kill({ child }: DaemonProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

async function countListed(registry: Endpoint): Promise<number> {
  const answer = await ask(registry, { method: 'GET', path: '/actuator/vernal/registry' });
  const state: unknown = JSON.parse(answer.body.toString());
  if (typeof state !== 'object' || state === null || !('instances' in state)) return Number.NaN;
  return Number(state.instances);
}

function reportOf(fleet: Fleet, readyMs: number, listed: number): Report {
  const awayMs = [...fleet.awayMs.values()];
  return {
    benchmark: 'registry-restart',
    rows: [
      { measure: 'ready after kill -9', unit: 'ms', ours: readyMs, bar: below(3000) },
      {
        measure: 'heartbeats answered with 404',
        unit: 'requests',
        ours: fleet.statuses.get(404) ?? 0,
        bar: atMost(0),
      },
      {
        measure: 'registered again',
        unit: 'instances',
        ours: fleet.registeredAgain,
        bar: atMost(0),
      },
      {
        measure: 'not renewed since',
        unit: 'instances',
        ours: instances - awayMs.length,
        bar: atMost(0),
      },
      { measure: 'missing', unit: 'instances', ours: instances - listed, bar: atMost(0) },
      { measure: 'kill to next renewal, median', unit: 'ms', ours: median(awayMs) },
      { measure: 'kill to next renewal, longest', unit: 'ms', ours: Math.max(...awayMs) },
    ],
    rounds: [{ statuses: Object.fromEntries(fleet.statuses) }],
  };
}

async function measureRestart(folder: string): Promise<Report> {
  const fleet: Fleet = {
    isOver: false,
    killedAtMs: 0,
    registeredAgain: 0,
    statuses: new Map(),
    awayMs: new Map(),
  };
  const { clients, port } = await withRegistryIn(folder, {}, async (registry) => {
    await fillRegistry(registry, instances);
    const endpoint = endpointOf(registry);
    const started = Array.from({ length: instances }, (_, index) => live(endpoint, index, fleet));
    await delay(renewEveryMs * 1.5);
    fleet.killedAtMs = performance.now();
    await kill(registry);
    return { clients: started, port: Number(new URL(registry.url).port) };
  });
  const settings = { 'server.port': port };
  return withRegistryIn(folder, { settings }, async (registry) => {
    await delay(renewEveryMs * 2);
    const listed = await countListed(registry);
    fleet.isOver = true;
    await Promise.all(clients);
    return reportOf(fleet, registry.readyMs, listed);
  });
}

/** Nobody notices: a fleet renews, the registry is killed and started again on the same port. */
export const registryRestart: Benchmark = {
  name: 'registry-restart',
  about: '5,000 clients renew while the registry is killed and started again',
  run: () => withWorkFolder(measureRestart),
};
