import { COMMIT_HEADER, PROBLEM_HEADER } from '@vernal/protocol/config';
import { HttpProblem, methodNotAllowed } from '@vernal/server-kit';
import { type Request, type RequestHandler, Router } from 'express';
import { parseConfigQuery } from '../domain/config-query.ts';
import { describeBrokenFile } from '../environments/broken-file.ts';
import type { EnvironmentService, NoEnvironment } from '../environments/environment-service.ts';
import {
  type EnvironmentMedia,
  JSON_WITH_ORIGINS,
  PLAIN_JSON,
} from '../environments/prepared-answer.ts';
import type { HotEnvironments } from './hot-environments.ts';
import { sendPrepared } from './send-prepared.ts';

/** `/name/dev.yml` asks for a flat format, not for an environment (config-protocol 1.2.1). */
const FLAT_FORMAT = /\b\.(?:ya?ml|properties|json)\b/;

/** What a browser or proxy would have resolved: no such path, rather than a strange name. */
const DOT_SEGMENT = /\/(?:\.|%2e){1,2}(?:\/|$)/i;

/** Paths of the actuator that do not exist are no application's environment. */
const RESERVED_NAME = 'actuator';

/** What the routes answer from. */
export interface EnvironmentRoutesParts {
  readonly environments: EnvironmentService;
  readonly hot: HotEnvironments;
}

/** E1 to E4 of config-protocol 1.1: an application's environment, at the default or a named label. */
export function environmentRoutes(parts: EnvironmentRoutesParts): Router {
  const router = Router({ strict: true, caseSensitive: true });
  const answer = answerEnvironment(parts);
  for (const path of ['/:name/:profiles', '/:name/:profiles/:label']) {
    router.route(path).get(answer).options(allow).all(methodNotAllowed('GET'));
  }
  return router;
}

const allow: RequestHandler = (_request, response) => {
  response.setHeader('allow', 'GET,HEAD,OPTIONS');
  response.status(200).end();
};

function answerEnvironment({ environments, hot }: EnvironmentRoutesParts): RequestHandler {
  return async (request, response, next) => {
    const { name = '', profiles = '', label } = pathTexts(request);
    if (isNoQuery(request)) {
      next('route');
      return;
    }
    const key = parseConfigQuery({ name, profiles, label: label ?? null });
    if (!key.ok) throw new HttpProblem(400, `${key.problem.field} ${key.problem.problem}`);
    const media = mediaOf(request);
    const toldCommit = request.get(COMMIT_HEADER);
    const outcome = await environments.answer({
      key: key.value,
      media,
      ...(toldCommit === undefined ? {} : { toldCommit }),
    });
    if (!outcome.ok) throw httpProblemOf(outcome.problem);
    hot.remember(request, outcome.value);
    sendPrepared(request, response, outcome.value);
  };
}

/** Paths of this shape that mean something else. */
function isNoQuery(request: Request): boolean {
  const { name, profiles = '', label } = pathTexts(request);
  const isFlat = label === undefined && FLAT_FORMAT.test(profiles);
  return isFlat || DOT_SEGMENT.test(request.path) || name === RESERVED_NAME;
}

function pathTexts(request: Request): Partial<Record<string, string>> {
  const texts = Object.entries(request.params).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return Object.fromEntries(texts.map(([name, text]) => [name, withoutMatrix(text)]));
}

/** `dev;x=1`: a matrix parameter is no part of the segment (config-protocol 1.2). */
function withoutMatrix(text: string): string {
  const semicolon = text.indexOf(';');
  return semicolon < 0 ? text : text.slice(0, semicolon);
}

function mediaOf(request: Request): EnvironmentMedia {
  const accepted = request.accepts([PLAIN_JSON, JSON_WITH_ORIGINS]);
  if (accepted === false) throw new HttpProblem(406, 'only JSON is served here');
  return accepted === JSON_WITH_ORIGINS ? JSON_WITH_ORIGINS : PLAIN_JSON;
}

function httpProblemOf(problem: NoEnvironment): HttpProblem {
  switch (problem.kind) {
    case 'unknown-label':
      return new HttpProblem(404, `no such label: ${problem.label}`);
    case 'empty':
      return new HttpProblem(404, 'no configuration was found');
    case 'broken': {
      const text = describeBrokenFile(problem.brokenFile);
      return new HttpProblem(500, text, { [PROBLEM_HEADER]: text });
    }
  }
}
