import { HttpProblem } from '@vernal/server-kit';
import type { RequestHandler, Router } from 'express';
import { answerJson } from './answers.ts';
import { acceptsJson } from './negotiation.ts';
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
  { answers, gate }: RoutesParts,
  field: 'vipAddress' | 'secureVipAddress',
): RequestHandler {
  return (request, response) => {
    requireOpen(gate);
    if (!acceptsJson(request.headers)) throw new HttpProblem(406, 'only JSON is served');
    const address = String(request.params['address']);
    const text = answers.matching((instance) =>
      (instance[field] ?? '').split(',').includes(address),
    );
    answerJson(response, text);
  };
}
