import { git } from '../config-repository.ts';
import { waitUntil } from '../wait-until.ts';
import { everythingIsBack } from './everything-is-back.ts';
import { killHard, restartByCommand } from './kill-and-restart.ts';
import { commitChange, setLine } from './push-change.ts';
import { expect, type TourStep } from './tour.ts';
import { underTraffic } from './traffic.ts';

const BAR_MS = 5_000;

/** A server is killed, a setting is changed while it is away, and it is started again. */
export function killedServer(name: 'registry' | 'config' | 'bus'): TourStep {
  return {
    title: `The ${name} is killed with -9, started again, and everything is back within 5 s`,
    async perform({ demo }) {
      let tookMs = 0;
      const { calls, answeredBy } = await underTraffic(demo, async () => {
        await killHard(demo, name);
        const edit = setLine('motto', `Changed while the ${name} was away`);
        const commit = await commitChange(demo, 'application.yml', edit);
        // The config server hosts the repository: nobody can push while it is away.
        const push = () => git(demo.folder.clone, 'push', '--quiet');
        if (name !== 'config') await push();
        const startedAt = performance.now();
        await restartByCommand(demo, name);
        if (name === 'config') await push();
        const isBack = await waitUntil(() => everythingIsBack(demo, commit), 2 * BAR_MS);
        tookMs = performance.now() - startedAt;
        expect(isBack, 'not every instance is listed, or runs the commit that was made meanwhile');
      });
      expect(tookMs < BAR_MS, `it took ${tookMs.toFixed(0)} ms`);
      expect(answeredBy.size > 1, 'only one catalog was called');
      return `${(tookMs / 1000).toFixed(1)} s, ${calls} calls meanwhile, none failed, the commit made meanwhile is in force`;
    },
  };
}
