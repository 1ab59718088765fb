import { type Caller, openCaller } from '../load/caller.ts';
import { atMost } from '../report/bar.ts';
import { median, quantile } from '../report/statistics.ts';
import { environmentRequest, ordersFiles, settings } from '../subjects/environments.ts';
import type { ImportedCommit } from '../subjects/git-import.ts';
import type { Benchmark } from './benchmark.ts';
import { withConfigServer } from './with-config-server.ts';

const size = { files: 2000, commits: 10_000, asked: 100 };
const folders = 20;

/** A file of another application. */
function otherFile(index: number): string {
  return `team-${index % folders}/service-${index % size.files}.yml`;
}

/** A long history of a large repository, then commits that nobody asked for yet, on branches of their own. */
function* commits(): Generator<ImportedCommit> {
  const others = Array.from({ length: size.files }, (_, index) => [
    otherFile(index),
    settings('service', 20),
  ]);
  yield { branch: 'main', files: { ...ordersFiles, ...Object.fromEntries(others) } };
  for (let number = 1; number < size.commits; number += 1) {
    yield {
      branch: 'main',
      files: { [otherFile(number * 7)]: settings('service', 20, ` ${number}`) },
    };
  }
  for (let number = 0; number < size.asked; number += 1) {
    const orders = settings('orders', 80, ` ${number}`);
    yield { branch: `new-${number}`, from: 'main', files: { 'orders.yml': orders } };
  }
}

async function timeOf(caller: Caller, path: string): Promise<number> {
  const startedAtMs = performance.now();
  await caller.send(environmentRequest(path));
  return performance.now() - startedAtMs;
}

/** The first request for an application at a commit that has just come. */
export const configNewCommit: Benchmark = {
  name: 'config-new-commit',
  about: 'first request at a new commit, in a repository of 2,000 files and 10,000 commits',
  run: () =>
    withConfigServer(commits(), {}, async (config) => {
      const caller = await openCaller(config);
      const firstMs = await timeOf(caller, '/orders/prod');
      const times: number[] = [];
      for (let number = 0; number < size.asked; number += 1) {
        times.push(await timeOf(caller, `/orders/prod/new-${number}`));
      }
      caller.close();
      return {
        benchmark: 'config-new-commit',
        rows: [
          { measure: 'first request of all', unit: 'ms', ours: firstMs },
          { measure: 'at a new commit, median', unit: 'ms', ours: median(times), bar: atMost(5) },
          { measure: 'at a new commit, p99', unit: 'ms', ours: quantile(times, 0.99) },
        ],
        rounds: [{ firstMs, times }],
      };
    }),
};
