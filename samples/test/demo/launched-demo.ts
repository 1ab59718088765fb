import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { groupLives } from '../../src/demo/group-lives.ts';
import { projectDir } from '../../src/demo/project-file.ts';
import { runCommand } from '../../src/demo/run-command.ts';
import { waitUntil } from '../../src/demo/wait-until.ts';

const FREE_PORTS = ['registry', 'config', 'bus', 'storefront'].map((name) => `--${name}.port=0`);
const READY_WITHIN_MS = 30_000;

/** `npm start` as a process, on free ports and a folder of its own. */
export interface LaunchedDemo {
  readonly process: ChildProcess;
  readonly output: () => string;
  /** Exit code, or the signal that ended it; undefined while it runs. */
  readonly ended: () => number | string | undefined;
  /** Process ids of the demo's own processes, as it printed them. */
  readonly pids: () => readonly number[];
  ready(): Promise<boolean>;
  /** Whether any server of this demo is there, ready or not. */
  serversRun(): Promise<boolean>;
  /** Ends what is left and removes the folder. */
  dispose(): Promise<void>;
}

/** Starts the demo with the given command, e.g. `['npm', 'start', '--']`. */
export async function launchDemo(
  [command = '', ...words]: readonly string[],
  extra: readonly string[] = [],
): Promise<LaunchedDemo> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'vernal-demo-'));
  const args = [...words, ...FREE_PORTS, '--bus.http-port=0', `--data-dir=${folder}`, ...extra];
  const child = spawn(command, args, { cwd: projectDir, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let ended: number | string | undefined;
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  child.once('exit', (code, signal) => {
    ended = code ?? signal ?? 'unknown';
  });
  const pids = (): readonly number[] =>
    [...output.matchAll(/process (\d+),/g)].map(([, pid]) => Number(pid));

  return {
    process: child,
    output: () => output,
    ended: () => ended,
    pids,
    async ready() {
      const runs = () => output.includes('Vernal runs');
      await waitUntil(() => runs() || ended !== undefined, READY_WITHIN_MS);
      return runs();
    },
    async serversRun() {
      return (await runCommand('ps', ['-eo', 'args'])).includes(`--vernal.data-dir=${folder}`);
    },
    async dispose() {
      child.kill('SIGKILL');
      await allGone(pids());
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** True when no process of these groups is left within a few seconds. */
export function allGone(pids: readonly number[]): Promise<boolean> {
  return waitUntil(() => !pids.some(groupLives), 10_000);
}
