import type { Outcome } from '@vernal/core';
import { methodNotAllowed } from '@vernal/server-kit';
import { type Request, Router } from 'express';
import { describeNoHistory, type History, type NoHistory } from '../environments/history.ts';
import { namedApplication, queryText } from './named-application.ts';
import type { ReadingRules } from './reading-rules.ts';
import { statedProblem } from './stated-problem.ts';

/**
 * `GET /actuator/vernal/history/APP/PROFILES?label=`: the commits that changed what an application reads.
 * `GET /actuator/vernal/diff?app=&profile=&from=&to=`: what differs between two commits, secrets masked.
 */
export function historyRoutes(history: History, rules: ReadingRules): Router {
  const router = Router();
  router
    .route('/actuator/vernal/history/:application/:profiles')
    .get(async (request, response) => {
      const { application = '', profiles = '' } = request.params;
      const label = queryText(request, 'label') ?? null;
      const key = namedApplication(request, { name: application, profiles, label }, rules);
      response.json({ ...key, ...answerOf(await history.changes(key)) });
    })
    .all(methodNotAllowed('GET'));
  router
    .route('/actuator/vernal/diff')
    .get(async (request, response) => {
      const profiles = queryText(request, 'profile') ?? 'default';
      const name = required(request, 'app');
      const labels = { from: required(request, 'from'), to: required(request, 'to') };
      namedApplication(request, { name, profiles, label: labels.from }, rules);
      const { application } = namedApplication(
        request,
        { name, profiles, label: labels.to },
        rules,
      );
      const key = { application, profiles, label: null };
      response.json({ application, profiles, ...answerOf(await history.difference(key, labels)) });
    })
    .all(methodNotAllowed('GET'));
  return router;
}

function required(request: Request, name: string): string {
  const text = queryText(request, name);
  if (text === undefined) throw statedProblem(400, `${name} is missing`);
  return text;
}

function answerOf<Value>(outcome: Outcome<Value, NoHistory>): Value {
  if (outcome.ok) return outcome.value;
  const status = outcome.problem.kind === 'broken' ? 409 : 404;
  throw statedProblem(status, describeNoHistory(outcome.problem));
}
