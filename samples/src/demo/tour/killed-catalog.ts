import { setTimeout as sleep } from 'node:timers/promises';
import { waitUntil } from '../wait-until.ts';
import { killHard, restartByCommand } from './kill-and-restart.ts';
import { settingsOf } from './sample-answers.ts';
import { expect, type Tour, type TourStep } from './tour.ts';
import { startTraffic, underTraffic } from './traffic.ts';

const BAR_MS = 5_000;

export const killedCatalog: TourStep = {
  title: 'One catalog is killed with -9, and no call fails',
  async perform({ demo }) {
    const { calls } = await underTraffic(demo, async () => {
      await sleep(200);
      await killHard(demo, 'catalog-1');
      await sleep(1_500);
    });
    return `${calls} calls before and after, none failed`;
  },
};

export const restartedCatalog: TourStep = {
  title: 'The catalog is started again and is called again',
  async perform(tour) {
    const startedAt = performance.now();
    await restartByCommand(tour.demo, 'catalog-1');
    const { instance } = await settingsOf(tour.demo, 'catalog-1');
    expect(await isCalled(tour, instance), `${instance} is not called within ${BAR_MS} ms`);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    return `${instance} answers calls ${seconds} s after the command was typed`;
  },
};

async function isCalled({ demo }: Tour, instance: string): Promise<boolean> {
  const traffic = startTraffic(demo);
  try {
    return await waitUntil(() => traffic.soFar().answeredBy.has(instance), BAR_MS);
  } finally {
    await traffic.stop();
  }
}
