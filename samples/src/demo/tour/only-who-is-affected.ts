import type { Demo } from '../open-demo.ts';
import { waitUntil } from '../wait-until.ts';
import { pushChange, setLine } from './push-change.ts';
import { SERVICES, type ServiceName, settingsOf } from './sample-answers.ts';
import { expect, type TourStep } from './tour.ts';

export const onlyWhoIsAffected: TourStep = {
  title: 'A push reaches the services that it affects, and no other',
  async perform({ demo }) {
    const before = await refreshes(demo);
    await pushChange(demo, 'catalog.yml', setLine('discount', '25'));
    const catalogFollowed = await changed(demo, before, ['catalog-1', 'catalog-2']);
    expect(catalogFollowed, 'the catalogs did not follow a push to catalog.yml');

    await pushChange(demo, 'storefront.yml', setLine('banner', 'Closed on Sunday'));
    const storefrontFollowed = await changed(demo, before, ['storefront']);
    expect(storefrontFollowed, 'the storefront did not follow a push to storefront.yml');

    const after = await refreshes(demo);
    for (const name of SERVICES) {
      const times = (after.get(name) ?? 0) - (before.get(name) ?? 0);
      expect(times === 1, `${name} refreshed ${times} times, once was due`);
    }
    return 'two pushes: one refreshed only the catalogs, one only the storefront';
  },
};

async function refreshes(demo: Demo): Promise<Map<ServiceName, number>> {
  const answers = await Promise.all(
    SERVICES.map(async (name) => [name, (await settingsOf(demo, name)).refreshes] as const),
  );
  return new Map(answers);
}

function changed(
  demo: Demo,
  before: ReadonlyMap<ServiceName, number>,
  names: readonly ServiceName[],
): Promise<boolean> {
  return waitUntil(async () => {
    const now = await refreshes(demo);
    return names.every((name) => (now.get(name) ?? 0) > (before.get(name) ?? 0));
  }, 5_000);
}
