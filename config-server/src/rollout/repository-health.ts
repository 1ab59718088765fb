import type { HealthIndicator } from '@vernal/server-kit';
import type { Backend } from '../backends/backend.ts';
import type { Backends } from '../backends/backends.ts';
import { describeBrokenFile } from '../environments/broken-file.ts';
import type { HeldCommits } from '../environments/held-commits.ts';

/** Held keys listed in health at most; the rollout endpoint lists all. */
const MAX_LISTED = 20;

/** What the component `configRepository` is told from. */
export interface RepositoryHealthParts {
  readonly backends: Backends;
  readonly held: HeldCommits;
}

/**
 * Component `configRepository`: DOWN only while nothing can be served. A remote that is away and
 * commits that are held are details: what is served is old, but right.
 */
export function configRepositoryHealth({
  backends,
  held: heldCommits,
}: RepositoryHealthParts): HealthIndicator {
  return {
    name: 'configRepository',
    check() {
      const all = backends.all();
      const [only, ...others] = all.slice(0, MAX_LISTED).map(describeRepository);
      const repositories = others.length === 0 ? only : { repositories: [only, ...others] };
      return {
        status: all.length === 0 || all.some(isAvailable) ? 'UP' : 'DOWN',
        details: { ...repositories, held: describeHeld(heldCommits) },
      };
    },
  };
}

function isAvailable({ repository }: Backend): boolean {
  return repository.status.available;
}

function describeRepository({ repository }: Backend): object {
  const { checkedAt, problem, problemSince } = repository.status;
  return {
    uri: repository.uri,
    ...(checkedAt === undefined ? {} : { checkedAt: new Date(checkedAt).toISOString() }),
    ...(problem === undefined ? {} : { problem }),
    ...(problemSince === undefined ? {} : { problemSince: new Date(problemSince).toISOString() }),
  };
}

function describeHeld(held: HeldCommits): readonly object[] {
  return held
    .all()
    .slice(0, MAX_LISTED)
    .map(({ application, profiles, label, brokenFile }) => ({
      application,
      profiles,
      label,
      problem: describeBrokenFile(brokenFile),
    }));
}
