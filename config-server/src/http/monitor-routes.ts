import { HttpProblem, methodNotAllowed } from '@vernal/server-kit';
import express, { type Request, Router } from 'express';
import { changedNames } from '../domain/webhook.ts';

const MAX_BODY = '1mb';

/**
 * `POST /monitor`: a Git host, or a person with `path=`, says that something was pushed (config-protocol 6).
 * The server fetches and compares for itself; the answer lists the names as Spring's does.
 *
 * @param check fetches and announces what really changed
 */
export function monitorRoutes(check: () => Promise<void>): Router {
  const router = Router({ strict: true });
  const json = express.json({ limit: MAX_BODY, type: ['application/json', 'application/*+json'] });
  const form = express.urlencoded({ limit: MAX_BODY, extended: false });
  router
    .route('/monitor')
    .post(json, form, async (request, response) => {
      const names = changedNames(request.headers, notificationOf(request));
      await check();
      response.status(200).setHeader('content-type', 'application/json');
      response.end(JSON.stringify(names));
    })
    .all(methodNotAllowed('POST'));
  return router;
}

/** The JSON object of a webhook, or the `path` fields of a form and the query. */
function notificationOf(request: Request): Record<string, unknown> {
  const body: unknown = request.body;
  if (request.is('application/x-www-form-urlencoded') !== false) return formOf(request, body);
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return { ...body };
  const type = request.get('content-type') ?? '';
  if (type !== '' && !/json/i.test(type)) throw new HttpProblem(415, 'must be JSON or a form');
  throw new HttpProblem(400, 'the body must be a JSON object');
}

function formOf(request: Request, body: unknown): Record<string, unknown> {
  const fields = typeof body === 'object' && body !== null ? { ...body } : {};
  const path: unknown = 'path' in fields ? fields.path : request.query['path'];
  if (path === undefined) throw new HttpProblem(400, 'path is missing');
  return { path };
}
