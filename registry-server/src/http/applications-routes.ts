import { HttpProblem } from '@vernal/server-kit';
import type { Request, RequestHandler, Router } from 'express';
import { answerPrepared, notFound } from './answers.ts';
import type { FoundBody, ListAnswers } from './list-answers.ts';
import { requireAcceptable } from './negotiation.ts';
import { registration } from './registration.ts';
import { requireOpen } from './require-open.ts';
import { addResource } from './resource.ts';
import type { RoutesParts } from './routes-parts.ts';

type FindBody = (answers: ListAnswers, request: Request) => FoundBody;

/** The resources of whole applications: R1 to R4 of eureka-protocol 1.2. */
export function addApplicationsRoutes(router: Router, parts: RoutesParts): void {
  const fetch = (find: FindBody) => fetchThrough(parts, find);
  addResource(router, '/apps', { get: fetch((answers) => answers.full()) });
  addResource(router, '/apps/delta', {
    get: fetch((answers) => {
      if (!parts.servesDelta) throw new HttpProblem(403, 'deltas are switched off');
      return answers.delta();
    }),
  });
  addResource(router, '/apps/:app', {
    get: fetch((answers, { params }) => answers.application(String(params['app']).toUpperCase())),
    post: registration(parts),
  });
}

function fetchThrough({ formats, gate }: RoutesParts, find: FindBody): RequestHandler {
  return (request, response) => {
    requireAcceptable(request.headers);
    requireOpen(gate);
    const body = find(formats.preparedFor(request.headers), request);
    if (body === undefined) throw notFound();
    answerPrepared(request, response, body);
  };
}
