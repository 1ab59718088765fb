import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMqttTransport } from '@vernal/bus';
import { describeBusTransport } from '@vernal/bus/testing';
import { silentLogger, systemRandom, systemTimers } from '@vernal/core';
import { freePort, untilListening } from '@vernal/core/testing';

async function openMosquitto() {
  const folder = await mkdtemp(join(tmpdir(), 'vernal-mosquitto-'));
  const port = await freePort();
  const options = join(folder, 'mosquitto.conf');
  await writeFile(options, `listener ${port} 127.0.0.1\nallow_anonymous true\npersistence false\n`);
  let broker: ChildProcess | undefined;
  let clients = 0;

  async function startBroker(): Promise<void> {
    broker = spawn('mosquitto', ['-c', options], { stdio: 'ignore' });
    await untilListening(port, broker);
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
