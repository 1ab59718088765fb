import { completeRegistration, decodeRegistration } from '@vernal/protocol/eureka';
import { bodyText, HttpProblem } from '@vernal/server-kit';
import type { Request, RequestHandler, Response, Router } from 'express';
import type { ReadGate } from '../domain/read-gate.ts';
import { answerEmpty, answerPrepared, notFound } from './answers.ts';
import { acceptsAnything, acceptsJson, isJsonBody, textProblemType } from './negotiation.ts';
import { originOf } from './origin.ts';
import type { PreparedBody } from './prepared-body.ts';
import { requireOpen } from './require-open.ts';
import { addResource } from './resource.ts';
import type { RoutesParts } from './routes-parts.ts';

type FindBody = (request: Request) => PreparedBody | undefined;

const UNREADABLE = '{"error": "cannot parse request body"}';

/** The resources of whole applications: R1 to R4 of eureka-protocol 1.2. */
export function addApplicationsRoutes(router: Router, parts: RoutesParts): void {
  const { answers, gate, servesDelta } = parts;
  const fetch = (find: FindBody) => fetchThrough(gate, find);
  addResource(router, '/apps', { get: fetch(() => answers.full()) });
  addResource(router, '/apps/delta', {
    get: fetch(() => {
      if (!servesDelta) throw new HttpProblem(403, 'deltas are switched off');
      return answers.delta();
    }),
  });
  addResource(router, '/apps/:app', {
    get: fetch((request) => answers.application(appOf(request))),
    post: [requireReadable, parts.readBody, register(parts)],
  });
}

function appOf(request: Request): string {
  return String(request.params['app']).toUpperCase();
}

function fetchThrough(gate: ReadGate, find: FindBody): RequestHandler {
  return (request, response) => {
    requireOpen(gate);
    const body = find(request);
    if (body === undefined) throw notFound();
    if (!acceptsJson(request.headers)) throw new HttpProblem(406, 'only JSON is served');
    answerPrepared(request, response, body);
  };
}

const requireReadable: RequestHandler = (request, _response, next) => {
  if (!acceptsAnything(request.headers)) throw new HttpProblem(406, 'only JSON is served');
  if (!isJsonBody(request.headers)) throw new HttpProblem(415, 'a registration is JSON');
  next();
};

/** 204 once the instance is stored; 400 with Java's exact texts (eureka-protocol 1.3). */
function register({ registry, store, clock }: RoutesParts): RequestHandler {
  return async (request, response) => {
    const draft = decodeRegistration(bodyText(request));
    if (!draft.ok) {
      answerText(response, 'application/json', UNREADABLE);
      return;
    }
    const context = { app: appOf(request), nowMs: clock.now() };
    const instance = completeRegistration(draft.value, context);
    if (!instance.ok) {
      answerText(response, textProblemType(request.headers), instance.problem.problem);
      return;
    }
    registry.register(instance.value, originOf(request.headers));
    await store.flushed();
    answerEmpty(response, 204);
  };
}

function answerText(response: Response, contentType: string, text: string): void {
  const bytes = Buffer.from(text);
  response
    .writeHead(400, { 'content-type': contentType, 'content-length': bytes.length })
    .end(bytes);
}
