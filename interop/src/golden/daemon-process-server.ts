import { type ChildProcess, fork } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { endProcess, freePort } from '@vernal/core/testing';
import type { StartServer } from './server.ts';

const patienceMs = 20_000;
const pollMs = 20;

/** Asks for readiness only: health as a whole may be down, as it is in some recordings. */
async function untilReady(url: string, child: ChildProcess): Promise<void> {
  const giveUpAt = performance.now() + patienceMs;
  while (child.exitCode === null && performance.now() < giveUpAt) {
    const answer = await fetch(`${url}/actuator/health/readiness`).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer?.status === 200) return;
    await delay(pollMs);
  }
  throw new Error(`the daemon did not start (exit code ${child.exitCode})`);
}

/** Starts a daemon by its launcher, in a process that ends with this one. */
export function asProcess(packageName: string, command: string): StartServer {
  const manifest = import.meta.resolve(`${packageName}/package.json`);
  const launcher = fileURLToPath(new URL(`bin/${command}.js`, manifest));
  return async (folder, options) => {
    const port = await freePort();
    const own = join(folder, 'daemon');
    await mkdir(own, { recursive: true });
    await writeFile(join(own, 'application.yml'), JSON.stringify(options));
    const flags = [`--server.port=${port}`, `--vernal.data-dir=${join(own, 'data')}`];
    const child = fork(launcher, flags, {
      cwd: own,
      execArgv: [],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const url = `http://127.0.0.1:${port}`;
    const stop = (): Promise<void> => endProcess(child);
    await untilReady(url, child).catch(async (error: unknown) => {
      await stop();
      throw error;
    });
    return { url, stop };
  };
}
