import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createMqttTransport } from '@vernal/bus';
import { describeBusTransport } from '@vernal/bus/testing';
import { silentLogger, systemRandom, systemTimers } from '@vernal/core';
import { freePort } from '@vernal/core/testing';

async function untilListening(port: number, broker: ChildProcess): Promise<void> {
  while (broker.exitCode === null) {
    const socket = connect(port, '127.0.0.1');
    const reached = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'close').then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (reached) return;
    await delay(20);
  }
  throw new Error(`mosquitto ended with ${broker.exitCode}`);
}

async function openMosquitto() {
  const folder = await mkdtemp(join(tmpdir(), 'vernal-mosquitto-'));
  const port = await freePort();
  const options = join(folder, 'mosquitto.conf');
  await writeFile(options, `listener ${port} 127.0.0.1\nallow_anonymous true\npersistence false\n`);
  let broker: ChildProcess | undefined;
  let clients = 0;

  async function startBroker(): Promise<void> {
    broker = spawn('mosquitto', ['-c', options], { stdio: 'ignore' });
    await Promise.race([
      untilListening(port, broker),
      once(broker, 'error').then(([error]) => Promise.reject(error)),
    ]);
  }

  async function stopBroker(): Promise<void> {
    const current = broker;
    broker = undefined;
    if (current === undefined || current.exitCode !== null) return;
    const gone = once(current, 'exit');
    current.kill('SIGTERM');
    await gone;
  }

  await startBroker();
  return {
    createTransport: () =>
      createMqttTransport({
        url: `mqtt://127.0.0.1:${port}`,
        clientId: `contract-${++clients}`,
        logger: silentLogger,
        random: systemRandom,
        timers: systemTimers,
      }),
    startBroker,
    stopBroker,
    async close() {
      await stopBroker();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The contract suite of the bus against a real Mosquitto, which must be installed. */
describeBusTransport('MQTT over Mosquitto', openMosquitto);
