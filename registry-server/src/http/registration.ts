import {
  completeRegistration,
  type Decoded,
  decodeRegistration,
  type InstanceDraft,
  type MediaType,
} from '@vernal/protocol/eureka';
import { decodeRegistrationXml } from '@vernal/protocol/eureka/xml';
import { bodyText, HttpProblem } from '@vernal/server-kit';
import type { Request, RequestHandler } from 'express';
import { answerEmpty, answerText } from './answers.ts';
import { causeOf } from './cause.ts';
import { bodyType, preferredType, requireAcceptable } from './negotiation.ts';
import { requireOwnAddresses } from './require-own-addresses.ts';

import type { RoutesParts } from './routes-parts.ts';

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
  return [requireReadable, parts.readBody, register(parts)];
}

const requireReadable: RequestHandler = (request, _response, next) => {
  requireAcceptable(request.headers);
  bodyTypeOf(request);
  next();
};

function bodyTypeOf({ headers }: Request): MediaType {
  const type = bodyType(headers);
  if (type === undefined) throw new HttpProblem(415, 'a registration is JSON or XML');
  return type;
}

/** 204 once the instance is stored; 400 with Java's exact texts (1.3); 503 when there is no room for it. */
function register({ registry, store, clock, audit, intake }: RoutesParts): RequestHandler {
  return async (request, response) => {
    const sent = bodyTypeOf(request);
    const { decode, unreadable } = FORMATS[sent];
    const body = bodyText(request);
    intake.requireSize(body);
    const draft = decode(body);
    if (!draft.ok) {
      answerText(response, { status: 400, mediaType: sent, text: unreadable });
      return;
    }
    const context = { app: String(request.params['app']), nowMs: clock.now() };
    const instance = completeRegistration(draft.value, context);
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
  };
}
