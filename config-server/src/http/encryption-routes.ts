import {
  type EncryptionProblem,
  type PrefixedText,
  parsePrefixedText,
  type TextEncryption,
} from '@vernal/protocol/config';
import { bodyText, HttpProblem, methodNotAllowed } from '@vernal/server-kit';
import { type Request, type RequestHandler, type Response, Router } from 'express';
import { type ProfileGrammar, parseConfigQuery } from '../domain/config-query.ts';
import { formText } from './form-text.ts';

const TEXT = 'text/plain;charset=UTF-8';

/** Java's words for what went wrong (config-protocol 1.9). */
const NO_KEY = refusal(404, 'NO_KEY', 'No key was installed for encryption service');
const NO_PUBLIC_KEY = refusal(404, 'NOT_FOUND', 'No public key available');
const REFUSALS: Readonly<Record<EncryptionProblem, Refusal>> = {
  'wrong-key': refusal(400, 'INVALID', 'Text not encrypted with this key'),
  'public-key-only': refusal(400, 'BAD_REQUEST', 'Server-side decryption is not supported'),
  // As Java does for an alias that it does not have.
  'unknown-key': refusal(400, 'BAD_REQUEST', 'Server-side decryption is not supported'),
};

interface Refusal {
  readonly status: number;
  readonly body: string;
}

/** What the routes work with. */
export interface EncryptionRoutesParts {
  /** undefined when no key is configured. */
  readonly encryption: TextEncryption | undefined;
  readonly profileGrammar: ProfileGrammar;
  readonly readBody: RequestHandler;
}

/** C1 to C7 of config-protocol 1.1: encrypt and decrypt with the server's keys, and its public key. */
export function encryptionRoutes({
  encryption,
  profileGrammar,
  readBody,
}: EncryptionRoutesParts): Router {
  const router = Router({ strict: true, caseSensitive: true });
  const withKey = (answer: (key: TextEncryption, request: Request, response: Response) => void) => {
    const handler: RequestHandler = (request, response) => {
      checkNames(request, profileGrammar);
      if (encryption === undefined) sendRefusal(response, NO_KEY);
      else answer(encryption, request, response);
    };
    return handler;
  };
  router
    .route('/encrypt/status')
    .get(withKey((_key, _request, response) => sendJson(response, 200, '{"status":"OK"}')))
    .all(methodNotAllowed('GET'));
  for (const [path, convert] of [
    ['/encrypt', encryptText],
    ['/decrypt', decryptText],
  ] as const) {
    router
      .route([path, `${path}/:name/:profiles`])
      .post(readBody, withKey(convert))
      .get((request, _response, next) => next(isLonger(request) ? 'route' : undefined))
      .all(methodNotAllowed('POST'));
  }
  router
    .route(['/key', '/key/:name/:profiles'])
    .get((request, response) => {
      checkNames(request, profileGrammar);
      const key = encryption?.publicKey();
      if (key === undefined) sendRefusal(response, NO_PUBLIC_KEY);
      else response.setHeader('content-type', TEXT).end(key);
    })
    .all(methodNotAllowed('GET'));
  return router;
}

/** With names it is also an environment of an application called `encrypt` (config-protocol 1.2.4). */
function isLonger({ params }: Request): boolean {
  return params['name'] !== undefined;
}

function checkNames({ params: { name, profiles } }: Request, grammar: ProfileGrammar): void {
  if (typeof name !== 'string' || typeof profiles !== 'string') return;
  const key = parseConfigQuery({ name, profiles, label: null }, grammar);
  if (!key.ok) throw new HttpProblem(400, `${key.problem.field} ${key.problem.problem}`);
}

/** The prefixes of the text stay in front of the result, so that it says which key opens it. */
function encryptText(encryption: TextEncryption, request: Request, response: Response): void {
  const { prefix, ...text } = underNewestKey(
    parsePrefixedText(formText(textOf(request), typeOf(request), 'encrypt')),
    encryption,
  );
  const encrypted = encryption.encrypt(text);
  if (encrypted.ok) response.setHeader('content-type', TEXT).end(prefix + encrypted.value);
  else sendRefusal(response, REFUSALS[encrypted.problem]);
}

/** A text that names no key gets the one that is configured for new texts, if any. */
function underNewestKey(text: PrefixedText, { newestKey }: TextEncryption): PrefixedText {
  if (newestKey === undefined || text.keys['key'] !== undefined) return text;
  const keys = { ...text.keys, key: newestKey };
  return { ...text, keys, prefix: `${text.prefix}{key:${newestKey}}` };
}

function decryptText(encryption: TextEncryption, request: Request, response: Response): void {
  const text = parsePrefixedText(formText(textOf(request), typeOf(request), 'decrypt'));
  const clear = encryption.decrypt(text);
  if (clear.ok) response.setHeader('content-type', TEXT).end(clear.value);
  else sendRefusal(response, REFUSALS[clear.problem]);
}

function typeOf(request: Request): string {
  const type = request.get('content-type');
  if (type === undefined) throw new HttpProblem(400, 'the content type is missing');
  return type;
}

function textOf(request: Request): string {
  const text = bodyText(request);
  if (text === '') throw new HttpProblem(400, 'the body is empty');
  return text;
}

function refusal(status: number, code: string, description: string): Refusal {
  return { status, body: JSON.stringify({ description, status: code }) };
}

function sendRefusal(response: Response, { status, body }: Refusal): void {
  sendJson(response, status, body);
}

function sendJson(response: Response, status: number, body: string): void {
  response.status(status).setHeader('content-type', 'application/json').end(body);
}
