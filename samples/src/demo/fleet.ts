import type { ProcessName } from './demo-options.ts';
import { DemoProcess, type DemoProcessOptions } from './demo-process.ts';
import type { ProcessPlan } from './process-plan.ts';

/** All processes of the demo. */
export interface Fleet {
  readonly processes: readonly DemoProcess[];
  get(name: ProcessName): DemoProcess;
  /** Servers first, then the services. Throws when one does not start; the others are stopped again. */
  start(): Promise<void>;
  /** Starts a process again, stopping it first if it runs; resolves when it is ready. */
  restart(name: ProcessName): Promise<void>;
  /** Services first, so that they deregister, then the servers. */
  stop(): Promise<void>;
  /** Ends everything at once, in no order. */
  kill(): void;
}

/** What is told while the fleet runs. */
export interface FleetOptions extends Omit<DemoProcessOptions, 'onDeath'> {
  readonly onReady: (process: DemoProcess) => void;
  readonly onDeath: (name: ProcessName, how: string) => void;
}

/** The fleet of these plans; nothing runs yet. */
export function createFleet(plans: readonly ProcessPlan[], options: FleetOptions): Fleet {
  const processes = plans.map(
    (plan) =>
      new DemoProcess(plan, {
        logDir: options.logDir,
        workDir: options.workDir,
        onDeath: (how) => options.onDeath(plan.name, how),
      }),
  );
  const servers = processes.filter(({ plan }) => plan.healthUrl !== undefined);
  const services = processes.filter(({ plan }) => plan.healthUrl === undefined);
  let stopping = false;
  const isStopping = (): boolean => stopping;

  function get(name: ProcessName): DemoProcess {
    const found = processes.find(({ plan }) => plan.name === name);
    if (found === undefined) throw new Error(`the demo has no ${name}`);
    return found;
  }

  async function startOne(process: DemoProcess): Promise<void> {
    if (isStopping()) return;
    await process.start();
    if (!isStopping()) options.onReady(process);
  }

  async function stop(): Promise<void> {
    stopping = true;
    await Promise.all(services.map((service) => service.stop()));
    await Promise.all(servers.map((server) => server.stop()));
  }

  return {
    processes,
    get,
    stop,
    async start() {
      try {
        await Promise.all(servers.map(startOne));
        await Promise.all(services.map(startOne));
      } catch (error) {
        await stop();
        throw error;
      }
    },
    async restart(name) {
      const process = get(name);
      await process.stop();
      await startOne(process);
    },
    kill() {
      stopping = true;
      for (const process of processes) process.kill();
    },
  };
}
