import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { busDaemon } from '@vernal/bus-broker';
import { configDaemon } from '@vernal/config-server';
import { silentLogger } from '@vernal/core';
import { freePort } from '@vernal/core/testing';
import { registryDaemon } from '@vernal/registry-server';
import { type DaemonDefinition, type RunningDaemon, startDaemon } from '@vernal/server-kit';
import { git } from './git.ts';

/** A daemon that can be stopped and started again at the same address, with the same data. */
interface Restartable {
  readonly url: string;
  stop(): Promise<void>;
  start(): Promise<void>;
}

/** Registry, config server and broker in this process, over a repository that can be pushed to. */
export interface System {
  readonly registry: Restartable;
  readonly config: Restartable;
  readonly bus: Restartable;
  /** The broker's MQTT address. */
  readonly busUrl: string;
  /** Commits a file to the branch `main` and pushes it; returns the commit's id. */
  push(file: string, content: string): Promise<string>;
  stop(): Promise<void>;
}

async function restartable<Options extends object>(
  definition: DaemonDefinition<Options>,
  settings: Readonly<Record<string, unknown>>,
): Promise<Restartable> {
  let running: RunningDaemon | undefined;
  const port = await freePort();
  const start = async (): Promise<void> => {
    const all = { 'server.port': port, ...settings };
    running ??= await startDaemon(definition, all, { logger: silentLogger });
  };
  await start();
  return {
    url: `http://127.0.0.1:${port}`,
    start,
    async stop() {
      const current = running;
      running = undefined;
      await current?.stop();
    },
  };
}

async function createRepository(folder: string) {
  const [bare, clone] = [join(folder, 'config.git'), join(folder, 'config')];
  await git(folder, ['init', '-q', '--bare', '-b', 'main', bare]);
  await git(folder, ['init', '-q', '-b', 'main', clone]);
  let moment = 0;
  async function push(file: string, content: string): Promise<string> {
    await writeFile(join(clone, file), content);
    await git(clone, ['add', '-A']);
    await git(clone, ['commit', '-q', '-m', `change ${file}`], moment++);
    await git(clone, ['push', '-q', bare, 'main']);
    return git(clone, ['rev-parse', 'HEAD']);
  }
  return { uri: pathToFileURL(bare).href, push };
}

/** Starts the three daemons with their data in a folder; `first` is what `application.yml` begins with. */
export async function startSystem(folder: string, first: string): Promise<System> {
  const repository = await createRepository(folder);
  await repository.push('application.yml', first);
  const mqttPort = await freePort();
  const busUrl = `mqtt://127.0.0.1:${mqttPort}`;
  const shared = { 'vernal.data-dir': folder, 'vernal.bus.url': busUrl };
  const bus = await restartable(busDaemon, {
    'vernal.data-dir': folder,
    'vernal.bus.port': mqttPort,
  });
  const registry = await restartable(registryDaemon, shared);
  const config = await restartable(configDaemon, {
    ...shared,
    'spring.cloud.config.server.git.uri': repository.uri,
  });
  return {
    registry,
    config,
    bus,
    busUrl,
    push: repository.push,
    async stop() {
      for (const daemon of [config, registry, bus]) await daemon.stop();
    },
  };
}
