import { waitUntil } from '../wait-until.ts';
import { pushChange, setLine } from './push-change.ts';
import { SERVICES, settingsOf } from './sample-answers.ts';
import { expect, type Tour, type TourStep } from './tour.ts';

const BAR_MS = 1_000;
const GIVE_UP_MS = 10_000;

export const measuredPushes: TourStep = {
  title: 'A git push changes the running services within a second',
  async perform(tour) {
    const tookMs: number[] = [];
    for (let push = 1; push <= tour.pushes; push += 1) tookMs.push(await pushAndWait(tour, push));
    const sorted = tookMs.toSorted((a, b) => a - b);
    const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
    const longest = sorted.at(-1) ?? 0;
    const figures = `median ${median.toFixed(0)} ms, longest ${longest.toFixed(0)} ms`;
    expect(longest < BAR_MS, `${figures}: that is not within ${BAR_MS} ms`);
    return `${tour.pushes} pushes, each in all ${SERVICES.length} instances: ${figures} from the start of git push`;
  },
};

/** Milliseconds from the start of `git push` until the last instance shows the value. */
async function pushAndWait({ demo }: Tour, number: number): Promise<number> {
  const motto = `Push number ${number}`;
  const { commit, startedAtMs } = await pushChange(
    demo,
    'application.yml',
    setLine('motto', motto),
  );
  const follows = async (name: (typeof SERVICES)[number]): Promise<boolean> => {
    const answer = await settingsOf(demo, name);
    return answer.settings['shop']?.['motto'] === motto && answer.commit === commit;
  };
  const arrived = await Promise.all(
    SERVICES.map((name) => waitUntil(() => follows(name), GIVE_UP_MS)),
  );
  const late = SERVICES.filter((_, index) => arrived[index] === false);
  expect(late.length === 0, `push ${number} is not in force in ${late.join(', ')}`);
  return performance.now() - startedAtMs;
}
