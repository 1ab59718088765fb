import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** Waits until a server that was started can be connected to; rejects when it ends or can't be started. */
export async function untilListening(port: number, server: ChildProcess): Promise<void> {
  await Promise.race([
    untilConnected(port, server),
    once(server, 'error').then(([error]) => Promise.reject(error)),
  ]);
}

async function untilConnected(port: number, server: ChildProcess): Promise<void> {
  while (server.exitCode === null) {
    const socket = connect(port, '127.0.0.1');
    const reached = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'close').then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (reached) return;
    await delay(20);
  }
  throw new Error(`${server.spawnfile} ended with ${server.exitCode}`);
}
