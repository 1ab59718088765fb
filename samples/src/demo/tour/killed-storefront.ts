import { waitUntil } from '../wait-until.ts';
import { everythingIsBack } from './everything-is-back.ts';
import { killHard, restartByCommand } from './kill-and-restart.ts';
import { pushChange, setLine } from './push-change.ts';
import { callProducts } from './sample-answers.ts';
import { expect, type TourStep } from './tour.ts';

const BAR_MS = 5_000;

export const killedStorefront: TourStep = {
  title: 'The storefront is killed with -9 and started again, and has what was pushed meanwhile',
  async perform({ demo }) {
    await killHard(demo, 'storefront');
    const edit = setLine('motto', 'Pushed while the storefront was away');
    const { commit } = await pushChange(demo, 'application.yml', edit);
    const startedAt = performance.now();
    await restartByCommand(demo, 'storefront');
    await callProducts(demo);
    const isBack = await waitUntil(() => everythingIsBack(demo, commit), BAR_MS);
    const tookMs = performance.now() - startedAt;
    expect(isBack && tookMs < BAR_MS, `it is not back after ${tookMs.toFixed(0)} ms`);
    return `${(tookMs / 1000).toFixed(1)} s, its first call was answered`;
  },
};
