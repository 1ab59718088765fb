import type { RequestHandler, Router } from 'express';
import { answerText } from './answers.ts';
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
function list(
  { formats, gate }: RoutesParts,
  field: 'vipAddress' | 'secureVipAddress',
): RequestHandler {
  return (request, response) => {
    requireAcceptable(request.headers);
    requireOpen(gate);
    const address = String(request.params['address']);
    const answers = formats.preparedFor(request.headers);
    const found = answers.matching((instance) =>
      (instance[field] ?? '').split(',').includes(address),
    );
    answerText(response, found);
  };
}
