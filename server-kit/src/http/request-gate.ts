import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { type Logger, VernalError } from '@vernal/core';
import type { Audit } from '../audit/audit.ts';
import type { AuthenticateRequest } from '../security/authenticate-request.ts';
import { anyone, type Principal, rememberPrincipal } from '../security/principal.ts';
import { isLimited } from '../security/rights.ts';
import type { AccessRule } from './access-rule.ts';
import type { AdmissionRule, TurnedAway } from './admission-rule.ts';
import { collapseSlashes, pathOf } from './collapse-slashes.ts';
import type { AnswerError, ErrorAnswer } from './error-answer.ts';
import type { HotPath } from './hot-path.ts';
import type { ObserveRequest } from './request-metrics.ts';

/** What stands between the socket and the routes. */
export interface RequestGateParts {
  readonly authenticate: AuthenticateRequest;
  /** The value of `WWW-Authenticate` in a 401. */
  readonly challenge: string;
  readonly access: AccessRule;
  readonly admission?: AdmissionRule | undefined;
  readonly hotPath: HotPath;
  /** The general router. */
  readonly app: RequestListener;
  /** Whether a path is answered without credentials. */
  readonly isOpen: (path: string) => boolean;
  /** False while the daemon starts: then only open paths are answered. */
  readonly isReady: () => boolean;
  readonly answerError: AnswerError;
  readonly observe: ObserveRequest;
  readonly audit: Audit;
  readonly logger: Logger;
}

/** A request under way, and who sent it. */
interface Visit {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly caller: Principal | undefined;
}

const RETRY_SOON = { 'retry-after': '1' };

/** Authenticates a request, then offers it to the hot path, then to the general router (design decision 3). */
export function createRequestGate(parts: RequestGateParts): RequestListener {
  return (request, response) => {
    try {
      request.url = collapseSlashes(request.url ?? '/');
      const caller = parts.authenticate(request);
      if (caller instanceof Promise) {
        caller
          .then((known) => admit(parts, { request, response, caller: known }))
          .catch((error: unknown) => fail(parts, { request, response }, error));
      } else {
        admit(parts, { request, response, caller });
      }
    } catch (error) {
      fail(parts, { request, response }, error);
    }
  };
}

function admit(parts: RequestGateParts, visit: Visit): void {
  const { request, response, caller } = visit;
  const path = pathOf(request.url ?? '/');
  if (!parts.isOpen(path)) {
    const refusal = refusalOf(parts, visit, path);
    if (refusal !== undefined) {
      refuse(parts, visit, refusal);
      return;
    }
    if (caller !== undefined && caller !== anyone) rememberPrincipal(request, caller);
    if (takeHotPath(parts, request, response)) return;
  }
  if (caller !== undefined) rememberPrincipal(request, caller);
  parts.app(request, response);
}

function refusalOf(
  { isReady, challenge, access, admission }: RequestGateParts,
  { request, caller }: Visit,
  path: string,
): ErrorAnswer | undefined {
  if (!isReady()) return { status: 503, path, headers: RETRY_SOON };
  if (caller === undefined)
    return { status: 401, path, headers: { 'www-authenticate': challenge } };
  if (isLimited(caller) && !access(request, caller)) return { status: 403, path };
  const turnedAway = admission?.(request, caller);
  return turnedAway && { path, ...answerTo(turnedAway) };
}

function answerTo({ status, retryAfterSeconds }: TurnedAway): Omit<ErrorAnswer, 'path'> {
  if (retryAfterSeconds === undefined) return { status };
  return { status, headers: { 'retry-after': String(retryAfterSeconds) } };
}

/** Answers with an error; a refusal of whoever gave credentials goes into the audit log. */
function refuse(parts: RequestGateParts, visit: Visit, refusal: ErrorAnswer): void {
  const { request, response, caller } = visit;
  const { method } = request;
  const { status, path } = refusal;
  const action = status === 403 ? 'request' : 'log-in';
  if (status === 403 || (status === 401 && request.headers.authorization !== undefined)) {
    parts.audit.record({
      action,
      actor: caller?.name ?? 'unknown',
      target: `${method} ${path}`,
      outcome: 'failure',
      clientIp: request.socket.remoteAddress,
    });
  }
  parts.answerError(response, refusal);
  parts.observe({ method, route: 'UNKNOWN', status, seconds: 0 });
}

function fail(
  parts: RequestGateParts,
  visit: Pick<Visit, 'request' | 'response'>,
  error: unknown,
): void {
  const { method, url } = visit.request;
  const path = pathOf(url ?? '/');
  if (error instanceof VernalError && error.code === 'SECURITY_BUSY') {
    const refusal = { status: 503, path, headers: RETRY_SOON };
    refuse(parts, { ...visit, caller: undefined }, refusal);
    return;
  }
  parts.logger.error('a request failed', { method, path, error });
  parts.answerError(visit.response, { status: 500, path });
}

function takeHotPath(
  { hotPath, observe }: RequestGateParts,
  request: IncomingMessage,
  response: ServerResponse,
): boolean {
  const startedMs = performance.now();
  if (!hotPath(request, response)) return false;
  const answered = () => {
    const seconds = (performance.now() - startedMs) / 1_000;
    observe({ method: request.method, route: 'hot', status: response.statusCode, seconds });
  };
  if (response.writableEnded) answered();
  else response.once('finish', answered);
  return true;
}
