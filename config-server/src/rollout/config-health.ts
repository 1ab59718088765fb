import type { HealthIndicator } from '@vernal/server-kit';
import { describeBrokenFile } from '../environments/broken-file.ts';
import type { HeldCommits } from '../environments/held-commits.ts';
import type { ConfigRepository } from '../ports/config-repository.ts';

/** Held keys listed in health at most; the rollout endpoint lists all. */
const MAX_LISTED = 20;

/**
 * Component `configServer`: DOWN only while nothing can be served. A remote that is away and commits
 * that are held are details: what is served is old, but right.
 */
export function configHealth(repository: ConfigRepository, held: HeldCommits): HealthIndicator {
  return {
    name: 'configServer',
    check() {
      const { available, checkedAt, problem } = repository.status;
      const heldKeys = held.all().slice(0, MAX_LISTED);
      return {
        status: available ? 'UP' : 'DOWN',
        details: {
          repository: repository.uri,
          ...(checkedAt === undefined ? {} : { checkedAt: new Date(checkedAt).toISOString() }),
          ...(problem === undefined ? {} : { problem }),
          held: heldKeys.map(({ application, profiles, label, brokenFile }) => ({
            application,
            profiles,
            label,
            problem: describeBrokenFile(brokenFile),
          })),
        },
      };
    },
  };
}
