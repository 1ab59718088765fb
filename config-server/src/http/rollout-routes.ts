import { anyone, methodNotAllowed, type Principal, principalOf } from '@vernal/server-kit';
import { Router } from 'express';
import { namesOf } from '../domain/config-query.ts';
import { describeBrokenFile } from '../environments/broken-file.ts';
import type { HeldCommits } from '../environments/held-commits.ts';
import type { KnownKeys } from '../environments/known-keys.ts';
import type { Pins } from '../environments/pins.ts';
import type { RolloutView } from '../rollout/rollout-view.ts';
import { queryText } from './named-application.ts';
import type { Reader } from './read-audit.ts';
import type { ReadingRules } from './reading-rules.ts';

/** What the rollout shows. */
export interface RolloutRoutesParts {
  readonly knownKeys: KnownKeys;
  readonly held: HeldCommits;
  readonly pins: Pins;
  readonly view: RolloutView;
  /** Who asked this server; others don't know of it. */
  readonly readers: () => readonly Reader[];
  readonly rules: ReadingRules;
}

/** What every row of the view is about. */
interface Row {
  readonly application: string;
  readonly profiles?: string;
  readonly label?: string | null;
}

/**
 * `GET /actuator/vernal/rollout[?application=]`: the commit in force of each key, what is held, what is pinned by whom
 * and why, which instance runs which commit, and who read what from this server. What a caller may not read is left out.
 */
export function rolloutRoutes({ rules, readers, ...parts }: RolloutRoutesParts): Router {
  const router = Router();
  router
    .route('/actuator/vernal/rollout')
    .get((request, response) => {
      const caller = principalOf(request) ?? anyone;
      const wanted = queryText(request, 'application');
      const isShown = (row: Row) =>
        (wanted === undefined || namesOf(row.application).includes(wanted)) &&
        mayKnow(caller, row, rules);
      response.json({
        inForce: inForce(parts).filter(isShown),
        held: heldRows(parts).filter(isShown),
        pinned: parts.pins.all().filter(isShown),
        instances: parts.view.instances().filter(isShown),
        readers: readers().filter(isShown),
      });
    })
    .all(methodNotAllowed('GET'));
  return router;
}

/** What is said of a query is for those who may make it; where a part of it is not known, for those who may make any. */
function mayKnow(caller: Principal, row: Row, rules: ReadingRules): boolean {
  const { application, profiles, label } = row;
  if (profiles !== undefined && label !== undefined) {
    return rules.allows(caller, { key: { application, profiles, label: label || null } });
  }
  const asked = profiles === undefined ? [undefined] : namesOf(profiles);
  return namesOf(application).every((name) =>
    asked.every((profile) =>
      rules.concerns(caller, { application: name, profile, label: label ?? undefined }),
    ),
  );
}

function inForce({ knownKeys }: Pick<RolloutRoutesParts, 'knownKeys'>) {
  return knownKeys
    .all()
    .map(({ application, profiles, label, revision, announced, changedAt }) => ({
      ...{ application, profiles, label },
      ...{ commit: revision, announced, changedAt },
    }))
    .toSorted((left, right) => (orderOf(left) < orderOf(right) ? -1 : 1));
}

function heldRows({ held }: Pick<RolloutRoutesParts, 'held'>) {
  return held.all().map(({ application, profiles, label, revision, brokenFile }) => ({
    ...{ application, profiles, label },
    commit: revision,
    problem: describeBrokenFile(brokenFile),
  }));
}

function orderOf({ application, profiles, label }: Row): string {
  return JSON.stringify([application, profiles, label]);
}
