import { anyone, methodNotAllowed, type Principal, principalOf } from '@vernal/server-kit';
import { Router } from 'express';
import { namesOf } from '../domain/config-query.ts';
import { queryText } from './named-application.ts';
import { type PageRequest, requestedPage } from './paging.ts';
import type { ReadingRules } from './reading-rules.ts';
import { type RolloutListsParts, type RolloutPlace, rolloutLists } from './rollout-lists.ts';

/** What the rollout shows, and who may see what. */
export interface RolloutRoutesParts extends RolloutListsParts {
  readonly rules: ReadingRules;
}

/**
 * `GET /actuator/vernal/rollout[?application=][&page=&size=]`: the commit in force of each key, what is held, what is
 * pinned by whom and why, which instance runs which commit, and who read what from this server. What a caller may not
 * read is left out. All lists are cut into pages alike; `page` tells of them where there are more, or one was named.
 */
export function rolloutRoutes({ rules, ...parts }: RolloutRoutesParts): Router {
  const lists = Object.entries(rolloutLists(parts));
  const router = Router();
  router
    .route('/actuator/vernal/rollout')
    .get(async (request, response) => {
      const caller = principalOf(request) ?? anyone;
      const wanted = queryText(request, 'application');
      const page = requestedPage(request);
      const isShown = (place: RolloutPlace) =>
        (wanted === undefined || namesOf(place.application).includes(wanted)) &&
        mayKnow(caller, place, rules);
      const answer: Record<string, readonly object[]> = {};
      const totals: Record<string, number> = {};
      for (const [name, list] of lists) {
        const { total, rows } = await list(isShown, page);
        answer[name] = rows;
        totals[name] = total;
      }
      response.json({ ...answer, ...pageMember(page, totals) });
    })
    .all(methodNotAllowed('GET'));
  return router;
}

/** In the words of Spring Data. */
function pageMember(
  { number, size, isNamed }: PageRequest,
  totalElements: Readonly<Record<string, number>>,
): object {
  const totalPages = Math.ceil(Math.max(...Object.values(totalElements)) / size);
  if (!isNamed && totalPages <= 1) return {};
  return { page: { number, size, totalPages, totalElements } };
}

/** What is said of a query is for those who may make it; where a part of it is not known, for those who may make any. */
function mayKnow(caller: Principal, place: RolloutPlace, rules: ReadingRules): boolean {
  const { application, profiles, label } = place;
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
