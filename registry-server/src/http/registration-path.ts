import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from '@vernal/core';
import { type HotPath, HttpProblem } from '@vernal/server-kit';
import { answerEmpty } from './answers.ts';
import { parseEurekaPath } from './eureka-path.ts';
import { isAcceptable } from './negotiation.ts';
import { type RegistrationParts, register } from './registration.ts';

/** What the path needs beside what registrations go to. */
export interface RegistrationPathParts extends RegistrationParts {
  /** Longer bodies are left to the routes, which refuse them. */
  readonly maxBodyBytes: number;
  readonly logger: Logger;
}

const PLAIN_JSON = /^application\/json(?:\s*;\s*charset=utf-8)?$/i;
const utf8 = new TextDecoder();

/**
 * Takes registrations in plain JSON whose length is announced, as clients send them, without the general
 * router and its body parser: those cost more than everything else about a registration.
 */
export function createRegistrationPath(parts: RegistrationPathParts): HotPath {
  return (request, response) => {
    if (request.method !== 'POST' || !isPlain(request, parts.maxBodyBytes)) return false;
    const { segments = [] } = parseEurekaPath(request.url ?? '') ?? {};
    const [resource, app] = segments;
    if (resource !== 'apps' || app === undefined || segments.length > 2) return false;
    if (app === 'delta') return false;
    readBody(request, (body) => {
      register(parts, { request, response, app, body }).catch((error: unknown) => {
        if (error instanceof HttpProblem) answerEmpty(response, error.status);
        else fail(parts, response, error);
      });
    });
    return true;
  };
}

function isPlain({ headers }: IncomingMessage, maxBodyBytes: number): boolean {
  return (
    Number(headers['content-length']) <= maxBodyBytes &&
    headers['content-encoding'] === undefined &&
    PLAIN_JSON.test(headers['content-type'] ?? '') &&
    isAcceptable(headers)
  );
}

/** What ends before its body is complete is never answered: nobody is there to read it. */
function readBody(request: IncomingMessage, take: (body: string) => void): void {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('error', () => undefined);
  request.on('end', () => {
    const [only] = chunks;
    take(utf8.decode(chunks.length === 1 ? only : Buffer.concat(chunks)));
  });
}

function fail({ logger }: RegistrationPathParts, response: ServerResponse, error: unknown): void {
  logger.error('a registration failed', { error });
  if (response.headersSent) response.destroy();
  else answerEmpty(response, 500);
}
