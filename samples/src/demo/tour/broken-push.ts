import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '../../service/message-of.ts';
import { git } from '../config-repository.ts';
import { waitUntil } from '../wait-until.ts';
import { commitChange, pushChange, setLine } from './push-change.ts';
import { settingsOf } from './sample-answers.ts';
import { expect, type Tour, type TourStep } from './tour.ts';
import { underTraffic } from './traffic.ts';

const MISTAKE = '  broken: [1, 2\n';

export const refusedPush: TourStep = {
  title: 'A push of a broken file is refused, and git push says why',
  async perform({ demo }) {
    const { clone } = demo.folder;
    const before = await settingsOf(demo, 'catalog-1');
    await commitChange(demo, 'catalog.yml', (text) => text + MISTAKE);
    const said = await git(clone, 'push').then(() => '', messageOf);
    const [reason = ''] = /remote: (catalog\.yml:\d+.*)$/m.exec(said)?.slice(1) ?? [];
    expect(reason !== '', `git push does not name file and line: "${said}"`);
    await git(clone, 'reset', '--quiet', '--hard', 'HEAD~1');
    const after = await settingsOf(demo, 'catalog-1');
    expect(after.commit === before.commit, 'the catalog runs another commit');
    return `"remote: ${reason.trim()}"; nothing was accepted`;
  },
};

export const brokenPush: TourStep = {
  title: 'A broken file that comes in past that check is held back, and the services go on',
  async perform(tour) {
    const { demo } = tour;
    const { clone, bareRepository } = demo.folder;
    let problem = '';
    const { calls } = await underTraffic(demo, async () => {
      const before = await settingsOf(demo, 'catalog-1');
      await commitChange(demo, 'catalog.yml', (text) => text + MISTAKE);
      await git(clone, 'push', '--quiet', bareRepository, 'main');
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
