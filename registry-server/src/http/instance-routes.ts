import type { Request, RequestHandler, Router } from 'express';
import type { Cause } from '../domain/cause.ts';
import { type Lease, servedInstance } from '../domain/lease.ts';
import type { CommandResult } from '../domain/registry-commands.ts';
import { answerEmpty, answerInstance, notFound } from './answers.ts';
import { causeOf } from './cause.ts';
import { requireAcceptable } from './negotiation.ts';
import { answerRenewal, type InstanceTarget, readHeartbeat } from './renewal.ts';
import { addResource } from './resource.ts';
import type { RoutesParts } from './routes-parts.ts';
import { readDirtyTimestamp, readStatusValue } from './status-query.ts';
import { parametersOf, queryOf } from './url-parameters.ts';

/** A command on one instance. */
type Command = (target: InstanceTarget, given: Given) => CommandResult;

/** What came with a command. */
interface Given {
  readonly query: URLSearchParams;
  readonly cause: Cause;
}

/** The resources of one instance: R5 to R11 of eureka-protocol 1.2. */
export function addInstanceRoutes(router: Router, parts: RoutesParts): void {
  const { registry, intake } = parts;
  const path = '/apps/:app/:instanceId';
  addResource(router, path, {
    get: show(({ app, instanceId }) => registry.findVisible(app, instanceId)),
    put: renew(parts),
    delete: perform(parts, ({ app, instanceId }, { cause }) =>
      registry.cancel(app, instanceId, cause),
    ),
  });
  addResource(router, `${path}/status`, {
    put: perform(parts, ({ app, instanceId }, { query, cause }) =>
      registry.overrideStatus(app, instanceId, {
        cause,
        status: readStatusValue(query),
        lastDirtyTimestamp: readDirtyTimestamp(query),
      }),
    ),
    delete: perform(parts, ({ app, instanceId }, { query, cause }) =>
      registry.removeOverride(app, instanceId, {
        cause,
        status: readStatusValue(query, 'UNKNOWN'),
        lastDirtyTimestamp: readDirtyTimestamp(query),
      }),
    ),
  });
  addResource(router, `${path}/metadata`, {
    put: perform(parts, (target, { query, cause }) => {
      const entries = firstValues(query);
      intake.requireMetadata(target, entries);
      return registry.updateMetadata(target.app, target.instanceId, { entries, cause });
    }),
  });
  addResource(router, '/instances/:instanceId', {
    get: show(({ instanceId }) => registry.findVisibleAnywhere(instanceId)),
  });
}

function targetOf({ params }: Request): InstanceTarget {
  return {
    app: String(params['app'] ?? '').toUpperCase(),
    instanceId: String(params['instanceId']),
  };
}

function show(find: (target: InstanceTarget) => Lease | undefined): RequestHandler {
  return (request, response) => {
    requireAcceptable(request.headers);
    const lease = find(targetOf(request));
    if (lease === undefined) throw notFound();
    answerInstance(request, response, { instance: servedInstance(lease), status: 200 });
  };
}

function renew({ registry }: RoutesParts): RequestHandler {
  return (request, response) => {
    requireAcceptable(request.headers);
    const heartbeat = readHeartbeat(targetOf(request), queryOf(request));
    if (heartbeat === undefined) answerEmpty(response, 400);
    else answerRenewal(registry, heartbeat, { request, response });
  };
}

/** 200 without a body once the change is stored, 404 without a body when there is no such instance. */
function perform({ store }: RoutesParts, command: Command): RequestHandler {
  return async (request, response) => {
    requireAcceptable(request.headers);
    const query = parametersOf(request);
    const result = command(targetOf(request), { query, cause: causeOf(request) });
    await store.flushed();
    answerEmpty(response, result === 'done' ? 200 : 404);
  };
}

/** Of a repeated parameter the first value counts (R10). */
function firstValues(query: URLSearchParams): Readonly<Record<string, string>> {
  return Object.fromEntries([...query].reverse());
}
