import { setTimeout as sleep } from 'node:timers/promises';
import { waitUntil } from '../wait-until.ts';
import { pushChange, setLine } from './push-change.ts';
import { settingsOf } from './sample-answers.ts';
import { expect, type Tour, type TourStep } from './tour.ts';
import { underTraffic } from './traffic.ts';

export const brokenPush: TourStep = {
  title: 'A broken file is held back, and the services go on',
  async perform(tour) {
    const { demo } = tour;
    let problem = '';
    const { calls } = await underTraffic(demo, async () => {
      const before = await settingsOf(demo, 'catalog-1');
      await pushChange(demo, 'catalog.yml', (text) => `${text}  broken: [1, 2\n`);
      await waitUntil(async () => (await problemHeader(tour)) !== undefined, 5_000);
      problem = (await problemHeader(tour)) ?? '';
      expect(/catalog\.yml/.test(problem), `the header names no file: "${problem}"`);
      expect(/line|:\d+/i.test(problem), `the header names no line: "${problem}"`);
      await sleep(500);
      const held = await settingsOf(demo, 'catalog-1');
      expect(held.commit === before.commit, 'the catalog left its last good commit');
    });

    const repaired = (text: string): string =>
      setLine('discount', '30')(text.replace(/^ *broken:.*\n/m, ''));
    await pushChange(demo, 'catalog.yml', repaired);
    const served = await waitUntil(async () => {
      const { settings } = await settingsOf(demo, 'catalog-1');
      return settings['catalog']?.['discount'] === 30;
    }, 5_000);
    expect(served, 'the repaired file is not in force');
    expect((await problemHeader(tour)) === undefined, 'the problem is still reported');
    return `"${problem}"; ${calls} calls meanwhile, none failed; the repair is in force`;
  },
};

/** What the config server says of the newest commit of the catalog; undefined when it is good. */
async function problemHeader({ demo }: Tour): Promise<string | undefined> {
  const url = `http://127.0.0.1:${demo.ports['config.port']}/catalog/default`;
  const response = await fetch(url);
  await response.body?.cancel();
  return response.headers.get('x-vernal-problem') ?? undefined;
}
