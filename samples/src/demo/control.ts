import { randomBytes, timingSafeEqual } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import path from 'node:path';
import { z } from 'zod';
import { messageOf } from '../service/message-of.ts';
import { DemoFailure } from './demo-failure.ts';

/** How a running launcher is asked to do something: from a second terminal, through a file only its owner can read. */
export interface Control {
  close(): Promise<void>;
}

const controlFile = z.object({ port: z.number(), token: z.string(), pid: z.number() });

/** Opens the control of this launcher. `restart` gets the name that was asked for. */
export async function openControl(
  file: string,
  restart: (name: string) => Promise<string>,
): Promise<Control> {
  const token = randomBytes(24).toString('hex');
  const server = createServer((request, response) => {
    if (!isAllowed(request, token)) {
      response.writeHead(401).end();
      return;
    }
    const name = (request.url ?? '').slice('/restart/'.length);
    restart(name).then(
      (line) => response.end(line),
      (error: unknown) => response.writeHead(500).end(messageOf(error)),
    );
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  await mkdir(path.dirname(file), { recursive: true });
  await rm(file, { force: true });
  await writeFile(file, JSON.stringify({ port, token, pid: process.pid }), { mode: 0o600 });

  return {
    async close() {
      await rm(file, { force: true });
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Asks the launcher that keeps this control file; returns its answer. */
export async function askToRestart(file: string, name: string): Promise<string> {
  const { port, token } = await readControl(file);
  const response = await fetch(`http://127.0.0.1:${port}/restart/${name}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
  }).catch(() => {
    throw notRunning(file);
  });
  const answer = await response.text();
  if (!response.ok) throw new DemoFailure(...answer.split('\n'));
  return answer;
}

/** Process id of the launcher that uses this folder now; undefined when none does. */
export async function runningLauncher(file: string): Promise<number | undefined> {
  try {
    const { pid, port } = await readControl(file);
    await fetch(`http://127.0.0.1:${port}/`, { method: 'HEAD' });
    return pid;
  } catch {
    return undefined;
  }
}

async function readControl(file: string): Promise<z.infer<typeof controlFile>> {
  try {
    return controlFile.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    throw notRunning(file);
  }
}

function notRunning(file: string): DemoFailure {
  return new DemoFailure(
    `No demo runs on ${path.dirname(file)}. Start one with npm start, or name its folder with --data-dir.`,
  );
}

function isAllowed(request: IncomingMessage, token: string): boolean {
  const given = Buffer.from(request.headers.authorization ?? '');
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
