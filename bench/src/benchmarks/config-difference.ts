import { fileURLToPath } from 'node:url';
import { openCaller } from '../load/caller.ts';
import { atMost } from '../report/bar.ts';
import { median } from '../report/statistics.ts';
import { type ConfigClone, cloneRepository } from '../subjects/config-repository.ts';
import { environmentRequest } from '../subjects/environments.ts';
import { type EventListener, listenForEvents } from '../subjects/event-listener.ts';
import { type ImportedCommit, importRepository } from '../subjects/git-import.ts';
import type { Benchmark } from './benchmark.ts';
import { withBus } from './with-bus.ts';
import { withConfigServerIn } from './with-config-server.ts';

const size = { files: 10_000, applications: 1_000, teams: 50, pushes: 10 };
const applications = Array.from({ length: size.applications }, (_, index) => `service-${index}`);

function* commits(): Generator<ImportedCommit> {
  const own = applications.map((name) => [`${name}.yml`, `name: ${name}\n`]);
  const others = Array.from({ length: size.files - own.length - 1 }, (_, index) => [
    `team-${index % size.teams}/other-${index}.yml`,
    `number: ${index}\n`,
  ]);
  const files = { 'application.yml': 'shared: 0\n', ...Object.fromEntries([...own, ...others]) };
  yield { branch: 'main', files };
}

/** Pushes a change and gives the milliseconds from the return of `git push` until so many have been told. */
async function timePush(
  clone: ConfigClone,
  listener: EventListener,
  change: { readonly file: string; readonly content: string; readonly concerns: number },
): Promise<number> {
  await clone.commit(change.file, change.content);
  const told = listener.told(change.concerns);
  await clone.push();
  const pushedAtMs = Date.now();
  return Math.max(...(await told)) - pushedAtMs;
}

async function timePushes(clone: ConfigClone, listener: EventListener) {
  const own: number[] = [];
  const shared: number[] = [];
  for (let number = 1; number <= size.pushes; number += 1) {
    const file = `service-${number}.yml`;
    const change = { file, content: `name: new ${number}\n`, concerns: 1 };
    own.push(await timePush(clone, listener, change));
  }
  for (let number = 1; number <= size.pushes; number += 1) {
    const change = { file: 'application.yml', content: `shared: ${number}\n` };
    const concerns = size.applications;
    shared.push(await timePush(clone, listener, { ...change, concerns }));
  }
  return { own, shared };
}

/** How long it takes to find out whom a push concerns, and to tell them. */
export const configDifference: Benchmark = {
  name: 'config-difference',
  about:
    'from the return of git push until those affected are told; 10,000 files, 1,000 applications',
  run: () =>
    withBus(async ({ folder, busUrl }) => {
      const uri = await importRepository(folder, commits());
      const settings = { 'vernal.bus.url': busUrl };
      return withConfigServerIn(folder, { uri, settings }, async (config) => {
        const caller = await openCaller(config);
        for (const name of applications) await caller.send(environmentRequest(`/${name}/default`));
        caller.close();
        const listener = await listenForEvents(busUrl, applications);
        const clone = await cloneRepository(folder, fileURLToPath(uri));
        const { own, shared } = await timePushes(clone, listener);
        await listener.stop();
        const unit = 'ms';
        return {
          benchmark: 'config-difference',
          rows: [
            { measure: 'own file of one, median', unit, ours: median(own), bar: atMost(100) },
            { measure: 'own file of one, max', unit, ours: Math.max(...own) },
            { measure: 'shared file of all, median', unit, ours: median(shared) },
            { measure: 'shared file of all, max', unit, ours: Math.max(...shared) },
          ],
          rounds: [{ own, shared }],
        };
      });
    }),
};
