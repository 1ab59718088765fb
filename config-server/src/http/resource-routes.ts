import { PROBLEM_HEADER, resolvePlaceholders, textOfValue } from '@vernal/protocol/config';
import { HttpProblem, methodNotAllowed } from '@vernal/server-kit';
import { type Request, type RequestHandler, type Response, Router } from 'express';
import { type ProfileGrammar, parseConfigQuery } from '../domain/config-query.ts';
import { decryptFile } from '../domain/decrypt-file.ts';
import type { DecryptRules } from '../domain/decrypt-layers.ts';
import type { Resource, Resources } from '../environments/resources.ts';
import { allowGet } from './allow-get.ts';
import { DOT_SEGMENT } from './dot-segment.ts';
import { httpProblemOf } from './environment-answer.ts';
import { DEFAULT_LABEL_QUERY, isReservedName } from './environment-paths.ts';
import type { NoteRead } from './read-audit.ts';
import { placeholdersOf } from './resolve-placeholders-query.ts';
import { decodeText, textTypeOf } from './resource-text.ts';

/** `/{name}/{profiles}/{label}/` and any path. */
const WITH_LABEL = /^\/([^/]+)\/([^/]+)\/([^/]+)\/(.*)$/;
/** `/{name}/{profiles}/` and one segment. */
const DEFAULT_LABEL = /^\/([^/]+)\/([^/]+)\/([^/]+)$/;

const BYTES = 'application/octet-stream';

/** Who asks for which file. */
interface Wanted {
  readonly name: string;
  readonly profiles: string;
  readonly label: string | null;
  readonly path: string;
}

/** What files are answered from, and by which rules. */
export interface ResourceRoutesParts {
  readonly resources: Resources;
  readonly profileGrammar: ProfileGrammar;
  readonly noteRead: NoteRead;
  /** Absent when `{cipher}` values are served as they stand. */
  readonly decrypt?: DecryptRules['decrypt'];
}

/** R1 to R4 of config-protocol 1.1: files as they stand, texts with their placeholders filled in. */
export function resourceRoutes(parts: ResourceRoutesParts): Router {
  const router = Router({ strict: true, caseSensitive: true });
  const answer = (wantedOf: (request: Request) => Wanted): RequestHandler => {
    return (request, response) => answerResource(parts, wantedOf(request), response);
  };
  router
    .route(DEFAULT_LABEL)
    .all(onlyWithDefaultLabel)
    .get(answer(({ params }) => ({ ...namesOf(params), label: null, path: segment(params, 2) })))
    .options(allowGet)
    .all(methodNotAllowed('GET'));
  router
    .route(WITH_LABEL)
    .all(notReserved)
    .get(
      answer(({ params }) => ({
        ...namesOf(params),
        label: segment(params, 2),
        path: segment(params, 3),
      })),
    )
    .options(allowGet)
    .all(methodNotAllowed('GET'));
  return router;
}

/** Without the query the path names a label (config-protocol 1.2.5). */
const onlyWithDefaultLabel: RequestHandler = ({ params, query }, _response, next) => {
  const isFile = DEFAULT_LABEL_QUERY in query && !isReservedName(segment(params, 0));
  next(isFile ? undefined : 'route');
};

const notReserved: RequestHandler = ({ params }, _response, next) => {
  next(isReservedName(segment(params, 0)) ? 'route' : undefined);
};

function namesOf(params: Request['params']): Pick<Wanted, 'name' | 'profiles'> {
  return { name: segment(params, 0), profiles: segment(params, 1) };
}

function segment(params: Request['params'], index: number): string {
  const text = params[index];
  return typeof text === 'string' ? text : '';
}

async function answerResource(
  parts: ResourceRoutesParts,
  { path, ...names }: Wanted,
  response: Response,
): Promise<void> {
  if (DOT_SEGMENT.test(response.req.path)) {
    response.status(404).end();
    return;
  }
  const key = parseConfigQuery(names, parts.profileGrammar);
  if (!key.ok) throw new HttpProblem(400, `${key.problem.field} ${key.problem.problem}`);
  const found = await parts.resources.find(key.value, path);
  if (found.ok) {
    parts.noteRead(response.req, { key: key.value, revision: found.value.revision });
    sendResource(response, found.value, parts);
    return;
  }
  const { problem } = found;
  if (problem.kind === 'too-large') throw tooLarge(problem.problem);
  if (problem.kind !== 'no-file' && problem.kind !== 'unknown-label') {
    throw datedProblem(httpProblemOf(problem), problem.committedAtMs);
  }
  // Without a body, unlike for environments (config-protocol 1.5).
  response.status(404).end();
}

function datedProblem(problem: HttpProblem, committedAtMs: number | undefined): HttpProblem {
  if (committedAtMs === undefined) return problem;
  const headers = { ...problem.headers, 'last-modified': new Date(committedAtMs).toUTCString() };
  return new HttpProblem(problem.status, problem.message, headers);
}

/** Spring compares with the time of the file, we with that of its commit: whole seconds (config-protocol 1.8.4). */
function sendResource(response: Response, resource: Resource, parts: ResourceRoutesParts): void {
  const { req: request } = response;
  const modifiedAtMs = Math.floor(resource.committedAtMs / 1_000) * 1_000;
  if (dateOf(request, 'if-unmodified-since') < modifiedAtMs) {
    response.status(412).end();
    return;
  }
  response.setHeader('last-modified', new Date(modifiedAtMs).toUTCString());
  if (dateOf(request, 'if-modified-since') >= modifiedAtMs) {
    response.status(304).end();
    return;
  }
  const wantsBytes = request.accepts(['text/plain', BYTES]) === BYTES;
  const body = wantsBytes
    ? Buffer.from(resource.bytes)
    : Buffer.from(textOf(request, resource, parts));
  response.setHeader('content-type', wantsBytes ? BYTES : textTypeOf(request.get('accept')));
  response.setHeader('content-length', body.length);
  response.setHeader('x-content-type-options', 'nosniff');
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** Epoch ms; NaN, which is neither before nor after anything, for what is missing or no date. */
function dateOf(request: Request, header: string): number {
  return Date.parse(request.get(header) ?? '');
}

function tooLarge(problem: string): HttpProblem {
  const text = `the file ${problem}`;
  return new HttpProblem(413, text, { [PROBLEM_HEADER]: text });
}

/** Placeholders first, then ciphers, as Spring does it (config-protocol 5.7). */
function textOf(request: Request, resource: Resource, { decrypt }: ResourceRoutesParts): string {
  const text = filledIn(request, resource);
  if (decrypt === undefined) return text;
  const clear = decryptFile(resource.path, text, decrypt);
  if (clear.ok) return clear.value;
  const problem = `line ${clear.problem.line} of the file has a value that can not be decrypted`;
  throw new HttpProblem(500, problem, { [PROBLEM_HEADER]: problem });
}

function filledIn(request: Request, { bytes, properties }: Resource): string {
  const text = decodeText(bytes, request.get('accept-charset'));
  if (placeholdersOf(request) === 'as written') return text;
  const lookup = (name: string) => {
    const value = properties.get(name);
    return value === undefined ? undefined : textOfValue(value);
  };
  const resolved = resolvePlaceholders(text, { lookup, unknownNested: 'keep' });
  if (resolved.ok) return resolved.value;
  const { placeholder, problem } = resolved.problem;
  throw new HttpProblem(400, `${placeholder} ${problem}`);
}
