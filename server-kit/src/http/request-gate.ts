import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Logger } from '@vernal/core';
import type { HotPath } from '../daemon/daemon.ts';
import type { Authenticator } from '../security/authenticator.ts';
import { parseBasicCredentials } from '../security/basic-credentials.ts';
import { anyone, type Principal, rememberPrincipal } from '../security/principal.ts';
import { collapseSlashes, pathOf } from './collapse-slashes.ts';
import type { AnswerError, ErrorAnswer } from './error-answer.ts';
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
  const { authenticator, answerError, isOpen, isReady } = parts;

  function identify(
    request: IncomingMessage,
  ): Principal | undefined | Promise<Principal | undefined> {
    if (!authenticator.required) return anyone;
    const credentials = parseBasicCredentials(request.headers.authorization);
    return credentials === undefined ? undefined : authenticator.authenticate(credentials);
  }

  function refusalOf(path: string, caller: Principal | undefined): ErrorAnswer | undefined {
    if (!isReady()) return { status: 503, path, headers: { 'retry-after': '1' } };
    return caller === undefined ? { status: 401, path, headers: CHALLENGE } : undefined;
  }

  function takeHotPath(request: IncomingMessage, response: ServerResponse): boolean {
    const startedMs = performance.now();
    if (!parts.hotPath(request, response)) return false;
    const seconds = (performance.now() - startedMs) / 1_000;
    parts.observe({ method: request.method, route: 'hot', status: response.statusCode, seconds });
    return true;
  }

  function admit(
    request: IncomingMessage,
    response: ServerResponse,
    caller: Principal | undefined,
  ): void {
    const path = pathOf(request.url ?? '/');
    if (!isOpen(path)) {
      const refusal = refusalOf(path, caller);
      if (refusal !== undefined) {
        answerError(response, refusal);
        return;
      }
      if (takeHotPath(request, response)) return;
    }
    if (caller !== undefined) rememberPrincipal(request, caller);
    parts.app(request, response);
  }

  async function admitLater(
    request: IncomingMessage,
    response: ServerResponse,
    caller: Promise<Principal | undefined>,
  ): Promise<void> {
    try {
      admit(request, response, await caller);
    } catch (error) {
      fail(request, response, error);
    }
  }

  function fail(request: IncomingMessage, response: ServerResponse, error: unknown): void {
    const path = pathOf(request.url ?? '/');
    parts.logger.error('a request failed', { method: request.method, path, error });
    answerError(response, { status: 500, path });
  }

  return (request, response) => {
    try {
      request.url = collapseSlashes(request.url ?? '/');
      const caller = identify(request);
      if (caller instanceof Promise) void admitLater(request, response, caller);
      else admit(request, response, caller);
    } catch (error) {
      fail(request, response, error);
    }
  };
}
