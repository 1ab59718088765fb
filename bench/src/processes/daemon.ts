import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { endProcess, freePort } from '@vernal/core/testing';
import { ask } from '../http/ask.ts';
import type { Endpoint } from '../http/endpoint.ts';

const manifests = {
  'vernal-registry': import.meta.resolve('@vernal/registry-server/package.json'),
  'vernal-config': import.meta.resolve('@vernal/config-server/package.json'),
  'vernal-bus': import.meta.resolve('@vernal/bus-broker/package.json'),
};

/** The command of a daemon. */
export type DaemonName = keyof typeof manifests;

/** A daemon in a process of its own. */
export interface DaemonProcess extends Endpoint {
  readonly pid: number;
  readonly child: ChildProcess;
  /** From the spawning of `node` to the first 200 of `/actuator/health`. */
  readonly readyMs: number;
  stop(): Promise<void>;
}

/** How callers of a daemon say who they are, and whom they trust. */
type Access = Omit<Endpoint, 'url'>;

/** How a daemon is started and called, beyond its settings. */
export interface Launch {
  readonly access?: Access;
  /** A module that runs in the daemon before it. */
  readonly preload?: string;
}

/** Settings of a daemon, by property name. */
export type Settings = Readonly<Record<string, string | number | boolean>>;

const pollMs = 2;
const patienceMs = 20_000;

async function answersHealth(endpoint: Endpoint): Promise<boolean> {
  const request = { method: 'GET', path: '/actuator/health' } as const;
  const answer = await ask(endpoint, request).catch(() => undefined);
  return answer?.status === 200;
}

async function untilReady(endpoint: Endpoint, child: ChildProcess, name: string): Promise<void> {
  const { url } = endpoint;
  const giveUpAt = performance.now() + patienceMs;
  while (!(await answersHealth(endpoint))) {
    if (child.exitCode !== null) throw new Error(`${name} ended with ${child.exitCode}`);
    if (performance.now() > giveUpAt) throw new Error(`${name} is not ready at ${url}`);
    await delay(pollMs);
  }
}

/** Starts a daemon by its launcher, on a free port unless the settings name one, and waits until it is ready. */
export async function startDaemonProcess(
  name: DaemonName,
  folder: string,
  settings: Settings = {},
  { access = {}, preload }: Launch = {},
): Promise<DaemonProcess> {
  const port = Number(settings['server.port'] ?? (await freePort()));
  const launcher = new URL(`bin/${name}.js`, manifests[name]);
  const all: Settings = {
    'server.port': port,
    'vernal.data-dir': join(folder, name),
    'logging.level.root': 'warn',
    ...settings,
  };
  const flags = Object.entries(all).map(([property, value]) => `--${property}=${value}`);
  const scheme = access.tls === undefined ? 'http' : 'https';
  const endpoint = { ...access, url: `${scheme}://127.0.0.1:${port}` };
  const startedAt = performance.now();
  const execArgv = preload === undefined ? [] : ['--import', preload];
  const child = fork(fileURLToPath(launcher), flags, { cwd: folder, execArgv });
  try {
    await untilReady(endpoint, child, name);
  } catch (error) {
    await endProcess(child);
    throw error;
  }
  return {
    ...endpoint,
    pid: child.pid ?? 0,
    child,
    readyMs: performance.now() - startedAt,
    stop: () => endProcess(child),
  };
}
