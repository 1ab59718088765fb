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
import type { Push, PushOrigin } from '../../hosting/push.ts';
import type { GitEnd, GitHost, GitRun, GitService } from '../../ports/git-host.ts';
import { type FedBody, feedGit } from './git-body.ts';
import { parseGitRequest } from './git-request.ts';
import { passOn } from './pass-on.ts';
import { sayInText } from './text-answer.ts';

/** Requests of a fetch list commits, of which few are needed. */
const MAX_FETCH_REQUEST_BYTES = 16 * 1024 * 1024;
/** What may stand before the pack of a push: the names of its refs. */
const PUSH_HEAD_BYTES = 4 * 1024 * 1024;
/** An empty list of refs to change: `0000`. */
const NOTHING_BYTES = 4;

const FETCH: readonly Role[] = ['reader', 'operator', 'push'];
const PUSH: readonly Role[] = ['push'];
/** A repository holds everything: whoever may not read all of it, of whatever name, may not fetch it. */
const EVERYTHING: ReadPlace = { application: '', profile: '', label: '' };

const PROTOCOL = /^[\w=:.-]{1,100}$/;
const CLOSE = { connection: 'close' };
const UNCACHED = { 'cache-control': 'no-cache, max-age=0, must-revalidate', pragma: 'no-cache' };

/** What Git requests are answered from. */
export interface GitRoutesParts {
  /** `vernal.git.path`. */
  readonly path: string;
  readonly repositories: ReadonlyMap<string, HostedRepository>;
  readonly host: GitHost;
  readonly maxPushBytes: number;
  readonly audit: Audit;
  /** A push begins. */
  readonly begin: (origin: PushOrigin) => Push;
  /** A push is over, and so is Git. */
  readonly settle: (push: Push) => void;
}

/** A request for a repository that is there, by a caller who may. */
interface Visit {
  readonly request: Request;
  readonly response: Response;
  readonly repository: HostedRepository;
  readonly service: GitService;
  readonly caller: Principal;
}

/** Git's smart HTTP protocol: `GET …/info/refs?service=` and `POST …/git-upload-pack`, `…/git-receive-pack`. */
export function gitRoutes(parts: GitRoutesParts): Router {
  const router = Router({ caseSensitive: true, strict: true });
  router.all(`${parts.path}{/*path}`, async (request, response) => {
    const wanted = parseGitRequest(
      { method: request.method, url: request.originalUrl },
      parts.path,
    );
    if (wanted.kind === 'unknown') throw new HttpProblem(404, 'nothing of a repository');
    if (wanted.kind === 'wrong-method') {
      throw new HttpProblem(405, 'another method is needed', { allow: wanted.allow });
    }
    const caller = principalOf(request) ?? anyone;
    const service = wanted.kind === 'dumb' ? 'upload-pack' : wanted.service;
    if (!may(caller, service)) return refuse(request, response, { caller, service, ...parts });
    const repository = parts.repositories.get(wanted.repository);
    if (repository === undefined) {
      return sayInText(response, 404, `there is no repository ${wanted.repository}.git here`);
    }
    if (wanted.kind === 'dumb') {
      return sayInText(
        response,
        403,
        'only the smart HTTP protocol is served: use Git 1.6.6 or newer',
      );
    }
    const visit: Visit = { request, response, repository, service, caller };
    await (wanted.kind === 'advertise' ? advertise(visit, parts) : answer(visit, parts));
  });
  return router;
}

function refuse(
  request: Request,
  response: Response,
  {
    caller,
    service,
    audit,
  }: { readonly caller: Principal; readonly service: GitService; readonly audit: Audit },
): void {
  audit.record({
    action: 'request',
    actor: caller.name,
    target: `${request.method} ${request.path}`,
    outcome: 'failure',
    clientIp: request.socket.remoteAddress,
  });
  const deed = service === 'upload-pack' ? 'fetch from' : 'push to';
  sayInText(response, 403, `${caller.name} may not ${deed} the repositories of this server`);
}

function may(caller: Principal, service: GitService): boolean {
  const roles = service === 'upload-pack' ? FETCH : PUSH;
  return hasAnyRole(caller, roles) && mayRead(caller, EVERYTHING);
}

async function advertise(visit: Visit, { host }: GitRoutesParts): Promise<void> {
  const { service, repository, response } = visit;
  const protocol = protocolOf(visit);
  const run = await host.run({
    service,
    repository: repository.name,
    phase: 'advertise',
    protocol,
  });
  if (run === undefined) throw tooMany();
  run.input.end();
  // Version 2 has no such line (gitprotocol-v2, "HTTP Transport"); pushes have no version 2.
  const isTitled = service === 'receive-pack' || !protocol?.split(':').includes('version=2');
  await send(run, response, {
    type: `application/x-git-${service}-advertisement`,
    title: isTitled ? `${packetLine(`# service=git-${service}\n`)}0000` : '',
  });
}

async function answer(visit: Visit, parts: GitRoutesParts): Promise<void> {
  const { request, response, service, repository, caller } = visit;
  checkBody(request, service);
  const { remoteAddress: clientIp } = request.socket;
  const push =
    service === 'receive-pack' ? parts.begin({ repository, pusher: caller, clientIp }) : undefined;
  const run = await parts.host.run({
    service,
    repository: repository.name,
    phase: 'answer',
    protocol: protocolOf(visit),
    ...(push === undefined ? {} : { hooks: push }),
  });
  if (run === undefined) throw tooMany();
  const maxBytes = push ? parts.maxPushBytes + PUSH_HEAD_BYTES : MAX_FETCH_REQUEST_BYTES;
  const feeding = feedGit(request, run.input, maxBytes).then((fed) => {
    if (fed.end !== 'complete') run.stop();
    return fed;
  });
  if (push !== undefined) void settle(push, parts, { feeding, ended: run.ended });
  const type = `application/x-git-${service}-result`;
  try {
    await send(run, response, { type, title: '' });
  } catch (error) {
    const { end } = await feeding;
    if (end === 'too-large') throw new HttpProblem(413, `a body has at most ${maxBytes} bytes`);
    if (end === 'malformed') throw new HttpProblem(400, 'the body is not gzip', CLOSE);
    if (end !== 'gone') throw error;
  }
}

/** A client that has much to send asks first, with nothing in its request, whether it may push at all. */
async function settle(
  push: Push,
  parts: GitRoutesParts,
  { feeding, ended }: { readonly feeding: Promise<FedBody>; readonly ended: Promise<GitEnd> },
): Promise<void> {
  const [{ bytes }] = await Promise.all([feeding, ended]);
  if (bytes > NOTHING_BYTES) parts.settle(push);
}

/** Passes on what Git answers as it comes. When it fails before it said anything the answer is an error of its own. */
async function send(
  run: GitRun,
  response: Response,
  { type, title }: { readonly type: string; readonly title: string },
): Promise<void> {
  response.once('close', () => {
    if (!response.writableFinished) run.stop();
  });
  response.status(200).set({ ...UNCACHED, 'content-type': type });
  await relay(run.output, response, title).catch(() => run.stop());
  const { ok, problem } = await run.ended;
  if (!ok && !response.headersSent) throw new HttpProblem(500, `git: ${problem}`);
  response.end();
}

/** What is left when the client is gone is dropped: Git ends in order only if it can say everything. */
async function relay(
  output: AsyncIterable<unknown>,
  response: Response,
  title: string,
): Promise<void> {
  for await (const chunk of output) {
    if (!response.headersSent && title !== '') await passOn(title, response);
    await passOn(chunk, response);
  }
}

function checkBody(request: Request, service: GitService): void {
  if (request.get('content-type') !== `application/x-git-${service}-request`) {
    throw new HttpProblem(415, 'the body must be a request of Git');
  }
  const encoding = request.get('content-encoding') ?? 'identity';
  if (!['identity', 'gzip', 'x-gzip'].includes(encoding)) {
    throw new HttpProblem(415, 'the body may be packed by gzip only');
  }
}

function protocolOf({ request }: Visit): string | undefined {
  const protocol = request.get('git-protocol');
  return protocol !== undefined && PROTOCOL.test(protocol) ? protocol : undefined;
}

function tooMany(): HttpProblem {
  return new HttpProblem(503, 'too many clients wait for Git', { 'retry-after': '5' });
}

/** Four hexadecimal digits of length, which they are part of, and the line. */
function packetLine(line: string): string {
  return (line.length + 4).toString(16).padStart(4, '0') + line;
}
