import type { Outcome } from '@vernal/core';
import { HttpProblem, methodNotAllowed } from '@vernal/server-kit';
import { type Request, type Response, Router } from 'express';
import { describeNoHistory, type History, type NoHistory } from '../environments/history.ts';
import { namedApplication, queryText } from './named-application.ts';
import type { NoteRead } from './read-audit.ts';
import type { ReadingRules } from './reading-rules.ts';

/** What the past is told from. */
export interface HistoryRoutesParts {
  readonly history: History;
  readonly rules: ReadingRules;
  readonly noteRead: NoteRead;
}

/**
 * `GET /actuator/vernal/history/APP/PROFILES?label=&from=`: the commits that changed what an application reads; a
 * caller needs the right to read the label, not the commit that it goes on from.
 * `GET /actuator/vernal/diff?app=&profile=&from=&to=`: what differs between two commits, secrets masked.
 */
export function historyRoutes(parts: HistoryRoutesParts): Router {
  const router = Router();
  router
    .route('/actuator/vernal/history/:application/:profiles')
    .get((request, response) => tellChanges(parts, request, response))
    .all(methodNotAllowed('GET'));
  router
    .route('/actuator/vernal/diff')
    .get((request, response) => tellDifference(parts, request, response))
    .all(methodNotAllowed('GET'));
  return router;
}

async function tellChanges(
  { history, rules, noteRead }: HistoryRoutesParts,
  request: Request<{ application: string; profiles: string }>,
  response: Response,
): Promise<void> {
  const { application: name, profiles } = request.params;
  const label = queryText(request, 'label') ?? null;
  const key = namedApplication(request, { name, profiles, label }, rules);
  const page = answerOf(await history.changes(key, queryText(request, 'from')));
  noteRead(request, { key, revision: page.from });
  response.json({ ...key, ...page });
}

async function tellDifference(
  { history, rules, noteRead }: HistoryRoutesParts,
  request: Request,
  response: Response,
): Promise<void> {
  const profiles = queryText(request, 'profile') ?? 'default';
  const name = required(request, 'app');
  const labels = { from: required(request, 'from'), to: required(request, 'to') };
  const from = namedApplication(request, { name, profiles, label: labels.from }, rules);
  const to = namedApplication(request, { name, profiles, label: labels.to }, rules);
  const key = { ...to, label: null };
  const difference = answerOf(await history.difference(key, labels));
  noteRead(request, { key: from, revision: difference.from });
  noteRead(request, { key: to, revision: difference.to });
  const { application } = key;
  response.json({ application, profiles, ...difference });
}

function required(request: Request, name: string): string {
  const text = queryText(request, name);
  if (text === undefined) throw new HttpProblem(400, `${name} is missing`);
  return text;
}

function answerOf<Value>(outcome: Outcome<Value, NoHistory>): Value {
  if (outcome.ok) return outcome.value;
  const status = outcome.problem.kind === 'broken' ? 409 : 404;
  throw new HttpProblem(status, describeNoHistory(outcome.problem));
}
