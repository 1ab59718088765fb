import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  completeRegistration,
  type Decoded,
  decodeRegistration,
  type InstanceDraft,
  type MediaType,
} from '@vernal/protocol/eureka';
import { decodeRegistrationXml } from '@vernal/protocol/eureka/xml';
import { bodyText, HttpProblem } from '@vernal/server-kit';
import type { RequestHandler } from 'express';
import { answerEmpty, answerText } from './answers.ts';
import { causeOf } from './cause.ts';
import { bodyType, preferredType, requireAcceptable } from './negotiation.ts';
import { requireOwnAddresses } from './require-own-addresses.ts';
import type { RoutesParts } from './routes-parts.ts';

/** What a registration is checked by and goes to. */
export type RegistrationParts = Pick<
  RoutesParts,
  'registry' | 'store' | 'clock' | 'audit' | 'intake'
>;

interface BodyFormat {
  readonly decode: (body: string) => Decoded<InstanceDraft>;
  /** What Java answers to a body that it can't read (eureka-protocol 1.3). */
  readonly unreadable: string;
}

const FORMATS: Readonly<Record<MediaType, BodyFormat>> = {
  'application/json': {
    decode: decodeRegistration,
    unreadable: '{"error": "cannot parse request body"}',
  },
  'application/xml': {
    decode: decodeRegistrationXml,
    unreadable: '<error><message>cannot parse request body</message></error>',
  },
};

/** What R4 of eureka-protocol 1.2 does, in order. */
export function registration(parts: RoutesParts): RequestHandler[] {
  return [requireReadable, parts.readBody, registerBody(parts)];
}

const requireReadable: RequestHandler = (request, _response, next) => {
  requireAcceptable(request.headers);
  bodyTypeOf(request);
  next();
};

function bodyTypeOf({ headers }: IncomingMessage): MediaType {
  const type = bodyType(headers);
  if (type === undefined) throw new HttpProblem(415, 'a registration is JSON or XML');
  return type;
}

function registerBody(parts: RoutesParts): RequestHandler {
  return (request, response) => {
    const app = String(request.params['app']);
    return register(parts, { request, response, app, body: bodyText(request) });
  };
}

/** A registration that arrived completely, and where its answer goes. */
export interface RegistrationExchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Application in the path, in any case. */
  readonly app: string;
  readonly body: string;
}

/**
 * 204 once the instance is stored; 400 with Java's exact texts (1.3); 503 when there is no room for it.
 *
 * @throws HttpProblem for what has no text: the answer is its status without a body
 */
export async function register(
  { registry, store, clock, audit, intake }: RegistrationParts,
  { request, response, app, body }: RegistrationExchange,
): Promise<void> {
  const sent = bodyTypeOf(request);
  const { decode, unreadable } = FORMATS[sent];
  intake.requireSize(body);
  const draft = decode(body);
  if (!draft.ok) {
    answerText(response, { status: 400, mediaType: sent, text: unreadable });
    return;
  }
  const instance = completeRegistration(draft.value, { app, nowMs: clock.now() });
  if (!instance.ok) {
    const mediaType = preferredType(request.headers) ?? 'application/xml';
    answerText(response, { status: 400, mediaType, text: instance.problem.problem });
    return;
  }
  requireOwnAddresses(request, instance.value, audit);
  const cause = causeOf(request);
  if (cause.origin === 'client' && !intake.hasRoomFor(instance.value)) {
    answerEmpty(response, 503);
    return;
  }
  registry.register(instance.value, cause);
  await store.flushed();
  answerEmpty(response, 204);
}
