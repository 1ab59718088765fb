import type { RequestHandler, Router } from 'express';
import type { AddressField } from '../domain/address-index.ts';
import { answerPrepared } from './answers.ts';
import { requireAcceptable } from './negotiation.ts';
import { requireOpen } from './require-open.ts';
import { addResource } from './resource.ts';
import type { RoutesParts } from './routes-parts.ts';

/** Instances by VIP address and by secure VIP address: R12 and R13 of eureka-protocol 1.2. */
export function addVipRoutes(router: Router, parts: RoutesParts): void {
  addResource(router, '/vips/:address', { get: list(parts, 'vipAddress') });
  addResource(router, '/svips/:address', { get: list(parts, 'secureVipAddress') });
}

/** Exact, case-sensitive match with one of the comma-separated addresses; no match is an empty list. */
function list({ formats, gate }: RoutesParts, field: AddressField): RequestHandler {
  return (request, response) => {
    requireAcceptable(request.headers);
    requireOpen(gate);
    const answers = formats.preparedFor(request.headers);
    answerPrepared(request, response, answers.at(field, String(request.params['address'])));
  };
}
