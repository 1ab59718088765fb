import { HttpProblem, methodNotAllowed } from '@vernal/server-kit';
import { type Request, Router, raw } from 'express';
import { changedNames, type WebhookProvider } from '../domain/webhook.ts';
import { bytesOf, type WebhookGateParts, webhookGate } from './webhook-gate.ts';

const MAX_BODY = '1mb';
const FORM = 'application/x-www-form-urlencoded';
/** What Spring says in a 415 (config-protocol 6.1). */
const ACCEPTED = { accept: 'application/json, application/yaml, application/*+json' };

/** What a webhook sets off. */
export interface MonitorRoutesParts extends WebhookGateParts {
  /** Where webhooks arrive, `/monitor` by default. */
  readonly route?: string;
  /** Whose webhooks are read, all by default. */
  readonly providers?: ReadonlySet<WebhookProvider>;
  /** Fetches, and announces what really changed. */
  readonly check: () => Promise<void>;
  /** Tells the applications of these names, whether they changed or not (`vernal.config.monitor=java`). */
  readonly tell: (names: readonly string[]) => Promise<void>;
}

/**
 * `POST /monitor`: a Git host, or a person with `path=`, says that something was pushed (config-protocol 6).
 * The server fetches and compares for itself; the answer lists the names as Spring's does.
 */
export function monitorRoutes({
  route = '/monitor',
  providers,
  check,
  tell,
  ...gate
}: MonitorRoutesParts): Router {
  const router = Router({ strict: true });
  router
    .route(route)
    .post(
      raw({ limit: MAX_BODY, type: () => true }),
      webhookGate(gate),
      async (request, response) => {
        const names = changedNames(request.headers, notificationOf(request), providers);
        await check();
        await tell(names);
        response.status(200).setHeader('content-type', 'application/json');
        response.end(JSON.stringify(names));
      },
    )
    .all(methodNotAllowed('POST'));
  return router;
}

/** The JSON object of a webhook, or the `path` fields of a form and the query. */
function notificationOf(request: Request): Record<string, unknown> {
  const type = request.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (type === FORM) return formOf(request);
  if (type !== '' && !/^application\/(?:[^\s;]+\+)?json$/.test(type)) {
    throw new HttpProblem(415, 'must be JSON or a form', ACCEPTED);
  }
  const body = parseJson(bytesOf(request).toString('utf8'));
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return { ...body };
  throw new HttpProblem(400, 'the body must be a JSON object');
}

/** undefined when it is not JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function formOf(request: Request): Record<string, unknown> {
  const paths = new URLSearchParams(bytesOf(request).toString('utf8')).getAll('path');
  const path: unknown = paths.length > 0 ? paths : request.query['path'];
  if (path === undefined) throw new HttpProblem(400, 'path is missing');
  return { path };
}
