import { encodeStatusInfo, encodeStatusInfoXml } from '@vernal/protocol/eureka';
import type { Router } from 'express';
import { answerPreferred } from './answers.ts';
import { requireAcceptable } from './negotiation.ts';
import { addResource } from './resource.ts';
import type { RoutesParts } from './routes-parts.ts';

/** How the registry itself is: R16 of eureka-protocol 1.2. */
export function addStatusRoute(router: Router, { readStatus }: RoutesParts): void {
  addResource(router, '/status', {
    get: (request, response) => {
      requireAcceptable(request.headers);
      const info = readStatus();
      answerPreferred(request, response, {
        status: 200,
        json: () => encodeStatusInfo(info),
        xml: () => encodeStatusInfoXml(info),
      });
    },
  });
}
