import { readFile, rm } from 'node:fs/promises';
import { ensureConfigRepository } from './config-repository.ts';
import { type Control, openControl, runningLauncher } from './control.ts';
import { DemoFailure } from './demo-failure.ts';
import { type DemoFolder, demoFolder } from './demo-folder.ts';
import { type Ports, PROCESS_NAMES, type ProcessName } from './demo-options.ts';
import type { DemoProcess } from './demo-process.ts';
import { createFleet, type Fleet } from './fleet.ts';
import { claimPorts } from './ports.ts';
import { hostedRepositoryUrl, planProcesses } from './process-plan.ts';

/** A demo on one folder: its repository and its processes. */
export interface Demo {
  readonly folder: DemoFolder;
  readonly ports: Ports;
  readonly fleet: Fleet;
  start(): Promise<void>;
  /** In order: services, servers, control. */
  stop(): Promise<void>;
}

/** What a demo tells while it runs. */
export interface DemoEvents {
  readonly onReady: (process: DemoProcess) => void;
  readonly onDeath: (name: ProcessName, how: string) => void;
}

/** Claims the ports and makes the repository if there is none; no process runs yet. */
export async function openDemo(dataDir: string, wanted: Ports, events: DemoEvents): Promise<Demo> {
  const folder = demoFolder(dataDir);
  const other = await runningLauncher(folder.controlFile);
  if (other !== undefined) {
    throw new DemoFailure(`A demo runs on ${folder.root} already (process ${other}).`);
  }
  const ports = await claimPorts(wanted);
  await ensureConfigRepository(folder, hostedRepositoryUrl(ports));
  await rm(folder.logs, { recursive: true, force: true });
  const encryptKey = await readFile(folder.keyFile, 'utf8');
  const fleet = createFleet(planProcesses(folder, ports, encryptKey), {
    logDir: folder.logs,
    workDir: folder.data,
    ...events,
  });
  let control: Control | undefined;
  let stopped = false;

  return {
    folder,
    ports,
    fleet,
    async start() {
      await fleet.start();
      if (stopped) return;
      control = await openControl(folder.controlFile, (name) => restart(fleet, name));
    },
    async stop() {
      stopped = true;
      await fleet.stop();
      await control?.close();
    },
  };
}

async function restart(fleet: Fleet, asked: string): Promise<string> {
  const name = PROCESS_NAMES.find((known) => known === asked);
  if (name === undefined) throw new DemoFailure(`There is no process ${asked}.`);
  const startedAt = performance.now();
  await fleet.restart(name);
  const { pid, url } = fleet.get(name);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  return `${name} runs again after ${seconds} s: process ${pid}, ${url}`;
}
