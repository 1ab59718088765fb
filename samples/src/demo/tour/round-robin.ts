import { waitUntil } from '../wait-until.ts';
import { callProducts } from './sample-answers.ts';
import { expect, type TourStep } from './tour.ts';

const CALLS = 10;

export const roundRobin: TourStep = {
  title: 'The storefront calls the catalogs by name, in turn',
  async perform({ demo }) {
    const bothKnown = await waitUntil(async () => {
      const pair = [await callProducts(demo), await callProducts(demo)];
      return pair[0]?.servedBy !== pair[1]?.servedBy;
    }, 5_000);
    expect(bothKnown, 'only one catalog is called');

    const answeredBy: string[] = [];
    for (let call = 0; call < CALLS; call += 1) {
      answeredBy.push((await callProducts(demo)).servedBy);
    }
    const alternates = answeredBy.every((instance, index) => instance !== answeredBy[index - 1]);
    expect(alternates, `answered by ${answeredBy.join(', ')}`);
    return `${CALLS} calls answered alternately by ${[...new Set(answeredBy)].join(' and ')}`;
  },
};
