import { methodNotAllowed } from '@vernal/server-kit';
import { Router } from 'express';
import { describeBrokenFile } from '../environments/broken-file.ts';
import type { HeldCommits } from '../environments/held-commits.ts';
import type { KnownKeys } from '../environments/known-keys.ts';
import type { Pins } from '../environments/pins.ts';
import type { RolloutBook } from '../rollout/rollout-book.ts';

/** What the rollout shows. */
export interface RolloutRoutesParts {
  readonly knownKeys: KnownKeys;
  readonly held: HeldCommits;
  readonly pins: Pins;
  readonly rollout: RolloutBook;
}

/** `GET /actuator/vernal/rollout`: the commit in force of each key, what is held, what is pinned by whom, who runs what. */
export function rolloutRoutes({ knownKeys, held, pins, rollout }: RolloutRoutesParts): Router {
  const router = Router();
  router
    .route('/actuator/vernal/rollout')
    .get((_request, response) => {
      response.json({
        inForce: knownKeys.all().map(({ application, profiles, label, revision, changedAt }) => ({
          application,
          profiles,
          label,
          commit: revision,
          changedAt,
        })),
        held: held.all().map(({ application, profiles, label, revision, brokenFile }) => ({
          application,
          profiles,
          label,
          commit: revision,
          problem: describeBrokenFile(brokenFile),
        })),
        pinned: pins.all(),
        instances: rollout.all(),
      });
    })
    .all(methodNotAllowed('GET'));
  return router;
}
