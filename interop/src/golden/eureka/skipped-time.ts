import { setTimeout as realDelay } from 'node:timers/promises';
import { ManualTime } from '@vernal/core/testing';
import { registryDaemon } from '@vernal/registry-server';
import { inProcess } from '../in-process-server.ts';
import { inTemporaryFolder } from '../temporary-folder.ts';
import { playScenario } from './play.ts';
import { type Scenario, settingsOf } from './scenario.ts';

/** Moves manual time along with real time, so that a server goes on between the leaps of a scenario's waits. */
function startFlow(time: ManualTime): () => Promise<void> {
  const flow = { stopped: false };
  const flowing = (async () => {
    while (!flow.stopped) {
      await time.advance(1);
      await realDelay(1);
    }
  })();
  return async () => {
    flow.stopped = true;
    await flowing;
  };
}

/** Plays a scenario against a fresh registry in this process; its waits cost no time. */
export function playInSkippedTime(scenario: Scenario): Promise<string[]> {
  return inTemporaryFolder(async (folder) => {
    const time = new ManualTime();
    const stopFlow = startFlow(time);
    const start = inProcess(registryDaemon, { clock: time, timers: time });
    try {
      const server = await start(folder, settingsOf(scenario));
      try {
        const now = (): number => time.now();
        const wait = (ms: number): Promise<void> => time.advance(ms);
        return await playScenario(scenario, { url: server.url, alone: true, now, wait });
      } finally {
        await server.stop();
      }
    } finally {
      await stopFlow();
    }
  });
}
