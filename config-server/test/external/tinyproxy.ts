import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endProcess, freePort, untilListening } from '@vernal/core/testing';

/** Who may use a proxy that asks. */
interface ProxyUser {
  readonly username: string;
  readonly password: string;
}

/** An HTTP proxy on loopback. */
export interface Tinyproxy {
  readonly port: number;
  /** The requests it has passed on so far, such as `CONNECT 127.0.0.1:443 HTTP/1.1`. */
  requests(): Promise<readonly string[]>;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Stops it and removes its files. */
  close(): Promise<void>;
}

/** Starts one, which asks for a user if one is given. Tinyproxy must be installed. */
export async function startTinyproxy(user?: ProxyUser): Promise<Tinyproxy> {
  const folder = await mkdtemp(join(tmpdir(), 'vernal-proxy-'));
  const port = await freePort();
  const log = join(folder, 'log');
  const options = join(folder, 'tinyproxy.conf');
  let server: ChildProcess | undefined;
  await writeFile(options, settings(port, log, user));

  const proxy: Tinyproxy = {
    port,
    async requests() {
      const lines = (await readFile(log, 'utf8')).split('\n');
      return lines.flatMap((line) => /Request \(file descriptor \d+\): (.+)/.exec(line)?.[1] ?? []);
    },
    async start() {
      server = spawn('tinyproxy', ['-d', '-c', options], { stdio: 'ignore' });
      await untilListening(port, server);
    },
    async stop() {
      if (server !== undefined) await endProcess(server);
      server = undefined;
    },
    async close() {
      await proxy.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
  await proxy.start();
  return proxy;
}

function settings(port: number, log: string, user: ProxyUser | undefined): string {
  const lines = [
    `Port ${port}`,
    'Listen 127.0.0.1',
    'Allow 127.0.0.1',
    'Timeout 30',
    'MaxClients 20',
    `LogFile "${log}"`,
    'LogLevel Connect',
  ];
  if (user !== undefined) lines.push(`BasicAuth ${user.username} ${user.password}`);
  return `${lines.join('\n')}\n`;
}
