import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '@vernal/core/testing';
import { residentMegabytes } from '../processes/cost.ts';
import { type DaemonName, type Settings, startDaemonProcess } from '../processes/daemon.ts';
import { withWorkFolder } from '../processes/work-folder.ts';
import { below } from '../report/bar.ts';
import type { Row } from '../report/report.ts';
import { median } from '../report/statistics.ts';
import { importRepository } from '../subjects/git-import.ts';
import type { Benchmark } from './benchmark.ts';

const idleMs = 10_000;

interface Start {
  readonly daemon: DaemonName;
  readonly readyMs: number;
  readonly idleMegabytes: number;
}

async function settingsOf(daemon: DaemonName, folder: string): Promise<Settings> {
  if (daemon === 'vernal-bus') return { 'vernal.bus.port': await freePort() };
  if (daemon === 'vernal-registry') return {};
  const files = { 'application.yml': 'greeting: hello\n' };
  const uri = await importRepository(folder, [{ branch: 'main', files }]);
  return { 'spring.cloud.config.server.git.uri': uri };
}

function startOnce(daemon: DaemonName): Promise<Start> {
  return withWorkFolder(async (folder) => {
    const settings = await settingsOf(daemon, folder);
    const started = await startDaemonProcess(daemon, folder, settings);
    try {
      await delay(idleMs);
      const idleMegabytes = residentMegabytes(started.pid);
      return { daemon, readyMs: started.readyMs, idleMegabytes };
    } finally {
      await started.stop();
    }
  });
}

function rowsOf(daemon: DaemonName, starts: readonly Start[]): Row[] {
  const own = starts.filter((start) => start.daemon === daemon);
  const ready = own.map((start) => start.readyMs);
  const idle = own.map((start) => start.idleMegabytes);
  return [
    { measure: `${daemon}: ready`, unit: 'ms', ours: median(ready), bar: below(1000) },
    { measure: `${daemon}: idle memory`, unit: 'MB', ours: median(idle), bar: below(100) },
  ];
}

/** Every daemon alone: time to the first good health answer, and memory after ten idle seconds. */
export const startup: Benchmark = {
  name: 'startup',
  about: 'time until each daemon is ready, and its idle memory',
  async run({ rounds }) {
    const daemons: DaemonName[] = ['vernal-registry', 'vernal-config', 'vernal-bus'];
    const starts: Start[] = [];
    for (let round = 0; round < rounds; round += 1) {
      for (const daemon of daemons) starts.push(await startOnce(daemon));
    }
    const rows = daemons.flatMap((daemon) => rowsOf(daemon, starts));
    return { benchmark: 'startup', rows, rounds: starts };
  },
};
