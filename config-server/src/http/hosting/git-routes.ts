import {
  type Audit,
  anyone,
  HttpProblem,
  hasAnyRole,
  mayRead,
  type Principal,
  principalOf,
  type ReadPlace,
  type Role,
} from '@vernal/server-kit';
import { type Request, type Response, Router } from 'express';
import type { HostedRepository } from '../../domain/hosting/hosted-repository.ts';
import type { GitService } from '../../ports/git-host.ts';
import { advertise, answer, type GitExchangeParts } from './git-exchange.ts';
import { parseGitRequest } from './git-request.ts';

const FETCH: readonly Role[] = ['reader', 'operator', 'push'];
const PUSH: readonly Role[] = ['push'];
/** A repository holds everything: whoever may not read all of it, of whatever name, may not fetch it. */
const EVERYTHING: ReadPlace = { application: '', profile: '', label: '' };

/** What Git requests are answered from. */
export interface GitRoutesParts extends GitExchangeParts {
  /** `vernal.git.path`. */
  readonly path: string;
  readonly repositories: ReadonlyMap<string, HostedRepository>;
  readonly audit: Audit;
}

/**
 * Git's smart HTTP protocol: `GET …/info/refs?service=` and `POST …/git-upload-pack`, `…/git-receive-pack`. Who may
 * what is decided here, with the same reading of the URL that is answered.
 */
export function gitRoutes(parts: GitRoutesParts): Router {
  const router = Router({ caseSensitive: true, strict: true });
  router.all(`${parts.path}{/*path}`, async (request, response) => {
    const { method, originalUrl: url } = request;
    const wanted = parseGitRequest({ method, url }, parts.path);
    if (wanted.kind === 'unknown') throw new HttpProblem(404, 'nothing of a repository');
    if (wanted.kind === 'wrong-method') {
      throw new HttpProblem(405, 'another method is needed', { allow: wanted.allow });
    }
    const caller = principalOf(request) ?? anyone;
    const service = wanted.kind === 'dumb' ? 'upload-pack' : wanted.service;
    if (!may(caller, service)) return forbid(request, response, { caller, service, ...parts });
    const repository = parts.repositories.get(wanted.repository);
    if (repository === undefined) {
      return say(response, 404, `there is no repository ${wanted.repository}.git here`);
    }
    if (wanted.kind === 'dumb') {
      return say(response, 403, 'only the smart HTTP protocol is served: use Git 1.6.6 or newer');
    }
    const visit = { request, response, repository, service, caller };
    return wanted.kind === 'advertise' ? advertise(visit, parts) : answer(visit, parts);
  });
  return router;
}

function may(caller: Principal, service: GitService): boolean {
  const roles = service === 'upload-pack' ? FETCH : PUSH;
  return hasAnyRole(caller, roles) && mayRead(caller, EVERYTHING);
}

interface Forbidden {
  readonly caller: Principal;
  readonly service: GitService;
  readonly audit: Audit;
}

function forbid(request: Request, response: Response, { caller, service, audit }: Forbidden): void {
  audit.record({
    action: 'request',
    actor: caller.name,
    target: `${request.method} ${request.path}`,
    outcome: 'failure',
    clientIp: request.socket.remoteAddress,
  });
  const deed = service === 'upload-pack' ? 'fetch from' : 'push to';
  say(response, 403, `${caller.name} may not ${deed} the repositories of this server`);
}

/** Git shows a line to its user when it comes as plain text. */
function say(response: Response, status: number, line: string): void {
  response.status(status).type('text/plain').send(`${line}\n`);
}
