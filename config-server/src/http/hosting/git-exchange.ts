import { HttpProblem, type Principal } from '@vernal/server-kit';
import type { Request, Response } from 'express';
import type { HostedRepository } from '../../domain/hosting/hosted-repository.ts';
import type { Push, PushOrigin } from '../../hosting/push.ts';
import type { GitEnd, GitHost, GitRun, GitService } from '../../ports/git-host.ts';
import { type FedBody, feedGit } from './git-body.ts';
import { passOn } from './pass-on.ts';

/** Requests of a fetch list commits, of which few are needed. */
const MAX_FETCH_REQUEST_BYTES = 16 * 1024 * 1024;
/** What may stand before the pack of a push: the names of its refs. */
const PUSH_HEAD_BYTES = 4 * 1024 * 1024;
/** An empty list of refs to change: `0000`. */
const NOTHING_BYTES = 4;

const PROTOCOL = /^[\w=:.-]{1,100}$/;
const ENCODINGS = ['identity', 'gzip', 'x-gzip'];
const UNCACHED = { 'cache-control': 'no-cache, max-age=0, must-revalidate', pragma: 'no-cache' };
/** What is left of the request may not be read. */
const CLOSE = { connection: 'close' };
/** What Git says of a request that it does not understand. */
const MISUNDERSTOOD = 'protocol error';
/** What it says of one that ends too soon. */
const TOO_SHORT = 'hung up unexpectedly';

/** What requests for a repository are answered with. */
export interface GitExchangeParts {
  readonly host: GitHost;
  readonly maxPushBytes: number;
  /** A push begins. */
  readonly begin: (origin: PushOrigin) => Push;
  /** A push is over, and so is Git. */
  readonly settle: (push: Push) => void;
}

/** A request for a repository that is there, by a caller who may. */
export interface GitVisit {
  readonly request: Request;
  readonly response: Response;
  readonly repository: HostedRepository;
  readonly service: GitService;
  readonly caller: Principal;
}

/** Lists branches and tags: how every fetch and push begins. */
export async function advertise(visit: GitVisit, { host }: GitExchangeParts): Promise<void> {
  const { service, repository, response } = visit;
  const protocol = protocolOf(visit);
  const call = { service, repository: repository.name, phase: 'advertise', protocol } as const;
  const run = await host.run(call);
  if (run === undefined) throw tooMany();
  run.input.end();
  // Version 2 has no such line (gitprotocol-v2, "HTTP Transport"); pushes have no version 2.
  const isTitled = service === 'receive-pack' || !protocol?.split(':').includes('version=2');
  const isSaid = await send(run, response, {
    type: `application/x-git-${service}-advertisement`,
    title: isTitled ? `${packetLine(`# service=git-${service}\n`)}0000` : '',
  });
  if (!isSaid) throw withoutAnswer();
}

/** Takes what a fetch asks for, or what a push brings, and answers it. */
export async function answer(visit: GitVisit, parts: GitExchangeParts): Promise<void> {
  const { request, response, service, repository } = visit;
  checkBody(visit);
  const push = service === 'receive-pack' ? parts.begin(originOf(visit)) : undefined;
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
  if (push !== undefined) {
    void Promise.all([feeding, run.ended]).then(([fed]) => settle(push, fed, parts));
  }
  const isSaid = await send(run, response, { type: `application/x-git-${service}-result` });
  if (isSaid) return;
  const fed = await Promise.race([feeding, Promise.resolve(undefined)]);
  if (fed?.end !== 'gone') throw problemOf(fed, await run.ended);
}

/** A client that has much to send asks first, with nothing in its request, whether it may push at all. */
function settle(push: Push, { bytes }: FedBody, parts: GitExchangeParts): void {
  if (bytes > NOTHING_BYTES) parts.settle(push);
}

/**
 * Passes on what Git answers as it comes.
 *
 * @returns false when Git failed before it said anything
 */
async function send(
  run: GitRun,
  response: Response,
  { type, title = '' }: { readonly type: string; readonly title?: string },
): Promise<boolean> {
  const giveUp = () => {
    if (!response.writableFinished) run.stop();
  };
  // It may have waited for its turn for longer than its client did.
  if (response.destroyed) giveUp();
  else response.once('close', giveUp);
  response.status(200).set({ ...UNCACHED, 'content-type': type });
  await relay(run.output, response, title).catch(() => run.stop());
  const { ok } = await run.ended;
  if (!ok && !response.headersSent) return false;
  response.end();
  return true;
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

function originOf({ repository, caller, request }: GitVisit): PushOrigin {
  return { repository, pusher: caller, clientIp: request.socket.remoteAddress };
}

function checkBody({ request, service }: GitVisit): void {
  if (request.get('content-type') !== `application/x-git-${service}-request`) {
    throw new HttpProblem(415, 'the body must be a request of Git');
  }
  if (!ENCODINGS.includes(request.get('content-encoding') ?? 'identity')) {
    throw new HttpProblem(415, 'the body may be packed by gzip only');
  }
}

function protocolOf({ request }: GitVisit): string | undefined {
  const protocol = request.get('git-protocol');
  return protocol !== undefined && PROTOCOL.test(protocol) ? protocol : undefined;
}

function problemOf(fed: FedBody | undefined, { problem }: GitEnd): HttpProblem {
  if (fed?.end === 'too-large') return new HttpProblem(413, 'the body is too large', CLOSE);
  if (fed?.end === 'malformed') return new HttpProblem(400, 'the body is not gzip', CLOSE);
  const isCut = fed?.end === 'complete' && problem.includes(TOO_SHORT);
  if (!isCut && !problem.includes(MISUNDERSTOOD)) return withoutAnswer();
  return new HttpProblem(400, 'the body is no request of Git', CLOSE);
}

function withoutAnswer(): HttpProblem {
  return new HttpProblem(500, 'Git ended without an answer: see the log', CLOSE);
}

function tooMany(): HttpProblem {
  return new HttpProblem(503, 'too many clients wait for Git', { 'retry-after': '5' });
}

/** Four hexadecimal digits of length, which they are part of, and the line. */
function packetLine(line: string): string {
  return (line.length + 4).toString(16).padStart(4, '0') + line;
}
