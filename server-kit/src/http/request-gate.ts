import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Logger } from '@vernal/core';
import { authenticateRequest } from '../security/authenticate-request.ts';
import type { Authenticator } from '../security/authenticator.ts';
import { type Principal, rememberPrincipal } from '../security/principal.ts';
import { collapseSlashes, pathOf } from './collapse-slashes.ts';
import type { AnswerError, ErrorAnswer } from './error-answer.ts';
import type { HotPath } from './hot-path.ts';
import type { ObserveRequest } from './request-metrics.ts';

/** What stands between the socket and the routes. */
export interface RequestGateParts {
  readonly authenticator: Authenticator;
  readonly hotPath: HotPath;
  /** The general router. */
  readonly app: RequestListener;
  /** Whether a path is answered without credentials. */
  readonly isOpen: (path: string) => boolean;
  /** False while the daemon starts: then only open paths are answered. */
  readonly isReady: () => boolean;
  readonly answerError: AnswerError;
  readonly observe: ObserveRequest;
  readonly logger: Logger;
}

const CHALLENGE = { 'www-authenticate': 'Basic realm="Realm"' };

/** Authenticates a request, then offers it to the hot path, then to the general router (design decision 3). */
export function createRequestGate(parts: RequestGateParts): RequestListener {
  const { authenticator, answerError } = parts;

  function fail(request: IncomingMessage, response: ServerResponse, error: unknown): void {
    const path = pathOf(request.url ?? '/');
    parts.logger.error('a request failed', { method: request.method, path, error });
    answerError(response, { status: 500, path });
  }

  return (request, response) => {
    try {
      request.url = collapseSlashes(request.url ?? '/');
      const caller = authenticateRequest(request, authenticator);
      if (caller instanceof Promise) {
        caller
          .then((known) => admit(parts, { request, response, caller: known }))
          .catch((error: unknown) => fail(request, response, error));
      } else {
        admit(parts, { request, response, caller });
      }
    } catch (error) {
      fail(request, response, error);
    }
  };
}

interface Visit {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly caller: Principal | undefined;
}

function admit(parts: RequestGateParts, { request, response, caller }: Visit): void {
  const path = pathOf(request.url ?? '/');
  if (!parts.isOpen(path)) {
    const refusal = refusalOf(parts, path, caller);
    if (refusal !== undefined) {
      parts.answerError(response, refusal);
      return;
    }
    if (takeHotPath(parts, request, response)) return;
  }
  if (caller !== undefined) rememberPrincipal(request, caller);
  parts.app(request, response);
}

function refusalOf(
  { isReady }: RequestGateParts,
  path: string,
  caller: Principal | undefined,
): ErrorAnswer | undefined {
  if (!isReady()) return { status: 503, path, headers: { 'retry-after': '1' } };
  return caller === undefined ? { status: 401, path, headers: CHALLENGE } : undefined;
}

function takeHotPath(
  { hotPath, observe }: RequestGateParts,
  request: IncomingMessage,
  response: ServerResponse,
): boolean {
  const startedMs = performance.now();
  if (!hotPath(request, response)) return false;
  const seconds = (performance.now() - startedMs) / 1_000;
  observe({ method: request.method, route: 'hot', status: response.statusCode, seconds });
  return true;
}
