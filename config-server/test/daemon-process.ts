import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { extname, join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Settings } from './http/start-config-server.ts';

const MAIN = join(import.meta.dirname, '../src', `main${extname(import.meta.filename)}`);

/** The daemon as a process of its own, to be killed. */
export interface DaemonProcess {
  readonly url: string;
  /** With `kill -9`: alone, so that its Git goes on for a while, or with its Git. Nothing when it has ended. */
  kill(whom: 'alone' | 'with its Git'): Promise<void>;
}

/** Resolves once the daemon answers. */
export async function startDaemonProcess(settings: Settings): Promise<DaemonProcess> {
  const args = Object.entries({ 'server.port': 0, ...settings }).map(
    ([name, value]) => `--${name}=${value}`,
  );
  // Below VERNAL_ the daemon knows options only.
  const others = Object.entries(process.env).filter(([name]) => !name.startsWith('VERNAL_'));
  const env = Object.fromEntries(others);
  const child = fork(MAIN, args, { silent: true, detached: true, env });
  return { url: await urlOf(child), kill: (whom) => kill(child, whom) };
}

async function urlOf(child: ChildProcess): Promise<string> {
  const errors = text(child.stderr ?? Readable.from([]));
  for await (const chunk of child.stdout?.iterator({ destroyOnReturn: false }) ?? []) {
    const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(String(chunk)) ?? [];
    if (url !== undefined) {
      child.stdout?.resume();
      return url;
    }
  }
  throw new Error(`the daemon has ended: ${await errors}`);
}

async function kill(child: ChildProcess, whom: 'alone' | 'with its Git'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  const { pid = 0 } = child;
  process.kill(whom === 'alone' ? pid : -pid, 'SIGKILL');
  await exit;
}
