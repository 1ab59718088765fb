import { decodeReplicationList, encodeReplicationResults } from '@vernal/protocol/eureka';
import { bodyText, HttpProblem } from '@vernal/server-kit';
import type { RequestHandler, Router } from 'express';
import type { Cause } from '../domain/cause.ts';
import { NODE_HEADER, SELF_STATUS } from '../domain/replication/node-identity.ts';
import { answerText } from './answers.ts';
import { causeOf } from './cause.ts';
import { bodyType } from './negotiation.ts';
import { replicateItem } from './replicate-item.ts';
import { addResource } from './resource.ts';
import type { RoutesParts } from './routes-parts.ts';

/** What peers pass on, many at a time: R14 of eureka-protocol 1.2. */
export function addReplicationRoutes(router: Router, parts: RoutesParts): void {
  addResource(router, '/peerreplication/batch', {
    post: [requireJson, refuseOwn(parts), parts.readBody, replicate(parts)],
  });
}

const requireJson: RequestHandler = (request, _response, next) => {
  if (bodyType(request.headers) !== 'application/json')
    throw new HttpProblem(415, 'a replication list is JSON');
  next();
};

/** A list of peers may have this registry in it under a name that it does not know. */
function refuseOwn({ nodeId }: RoutesParts): RequestHandler {
  return (request, _response, next) => {
    if (request.headers[NODE_HEADER] === nodeId) {
      throw new HttpProblem(SELF_STATUS, 'this registry sent the batch itself');
    }
    next();
  };
}

function replicate(parts: RoutesParts): RequestHandler {
  return async (request, response) => {
    const items = decodeReplicationList(bodyText(request));
    if (!items.ok) {
      const [first] = items.problems;
      throw new HttpProblem(400, `${first?.path} ${first?.problem}`);
    }
    // A batch comes from a peer without saying so (5.2).
    const cause: Cause = { ...causeOf(request), origin: 'peer' };
    const at = { nowMs: parts.clock.now(), cause };
    const results = items.value.map((item) => replicateItem(parts.registry, item, at));
    await parts.store.flushed();
    const text = encodeReplicationResults(results);
    answerText(response, { status: 200, mediaType: 'application/json', text });
  };
}
