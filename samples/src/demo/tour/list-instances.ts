import { waitUntil } from '../wait-until.ts';
import { allListed } from './registry-list.ts';
import { settingsOfAll } from './sample-answers.ts';
import { expect, type TourStep } from './tour.ts';

export const listInstances: TourStep = {
  title: 'The registry lists every instance',
  async perform({ demo }) {
    const ids = (await settingsOfAll(demo)).map(({ instance }) => instance);
    const listed = await waitUntil(() => allListed(demo, ids), 5_000);
    expect(listed, `not all of ${ids.join(', ')} are listed`);
    return ids.join(', ');
  },
};
