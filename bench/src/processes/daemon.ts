import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { endProcess, freePort } from '@vernal/core/testing';

const manifests = {
  'vernal-registry': import.meta.resolve('@vernal/registry-server/package.json'),
  'vernal-config': import.meta.resolve('@vernal/config-server/package.json'),
  'vernal-bus': import.meta.resolve('@vernal/bus-broker/package.json'),
};

/** The command of a daemon. */
export type DaemonName = keyof typeof manifests;

/** A daemon in a process of its own. */
export interface DaemonProcess {
  readonly url: string;
  readonly pid: number;
  /** From the spawning of `node` to the first 200 of `/actuator/health`. */
  readonly readyMs: number;
  stop(): Promise<void>;
}

/** Settings of a daemon, by property name. */
export type Settings = Readonly<Record<string, string | number | boolean>>;

const pollMs = 2;
const patienceMs = 20_000;

async function answersHealth(url: string): Promise<boolean> {
  const answer = await fetch(`${url}/actuator/health`).catch(() => undefined);
  await answer?.arrayBuffer();
  return answer?.status === 200;
}

async function untilReady(url: string, child: ChildProcess, name: string): Promise<void> {
  const giveUpAt = performance.now() + patienceMs;
  while (!(await answersHealth(url))) {
    if (child.exitCode !== null) throw new Error(`${name} ended with ${child.exitCode}`);
    if (performance.now() > giveUpAt) throw new Error(`${name} is not ready at ${url}`);
    await delay(pollMs);
  }
}

/** Starts a daemon by its launcher on a free port and waits until it is ready. */
export async function startDaemonProcess(
  name: DaemonName,
  folder: string,
  settings: Settings = {},
): Promise<DaemonProcess> {
  const port = await freePort();
  const launcher = new URL(`bin/${name}.js`, manifests[name]);
  const all: Settings = {
    'server.port': port,
    'vernal.data-dir': join(folder, name),
    'logging.level.root': 'warn',
    ...settings,
  };
  const flags = Object.entries(all).map(([property, value]) => `--${property}=${value}`);
  const startedAt = performance.now();
  const child = fork(fileURLToPath(launcher), flags, { cwd: folder, execArgv: [] });
  const url = `http://127.0.0.1:${port}`;
  try {
    await untilReady(url, child, name);
  } catch (error) {
    await endProcess(child);
    throw error;
  }
  return {
    url,
    pid: child.pid ?? 0,
    readyMs: performance.now() - startedAt,
    stop: () => endProcess(child),
  };
}
