import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { ServerOptions } from '../src/golden/server.ts';

/** A config server that can be killed: a process of its own. */
export interface ConfigProcess {
  readonly port: number;
  /** As `kill -9` does. */
  stop(): Promise<void>;
}

/** Starts the daemon from where this program has its code, built or not. */
export async function startConfigProcess(options: ServerOptions): Promise<ConfigProcess> {
  const index = createRequire(import.meta.filename).resolve('@vernal/config-server');
  const main = join(dirname(index), `main${extname(index)}`);
  const flags = Object.entries(options).map(([name, value]) => `--${name}=${value}`);
  const child = fork(main, flags, { silent: true, env: environment() });
  return { port: await portOf(child), stop: () => kill(child) };
}

async function portOf(child: ChildProcess): Promise<number> {
  const errors = text(child.stderr ?? Readable.from([]));
  for await (const chunk of child.stdout?.iterator({ destroyOnReturn: false }) ?? []) {
    const [, port] = /http:\/\/127\.0\.0\.1:(\d+)/.exec(String(chunk)) ?? [];
    if (port !== undefined) return Number(port);
  }
  throw new Error(`the daemon has ended: ${await errors}`);
}

async function kill(child: ChildProcess): Promise<void> {
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}

/** Below VERNAL_ the daemon knows options only. */
function environment(): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env).filter(([name]) => !name.startsWith('VERNAL_'));
  return Object.fromEntries(entries);
}
