import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Registry } from '../domain/registry.ts';
import { answerEmpty, answerInstance } from './answers.ts';
import { originOf } from './cause.ts';
import { readQuery } from './query.ts';
import { findStatus, parseDirtyTimestamp } from './status-query.ts';

/** Which instance a request is about. */
export interface InstanceTarget {
  /** In any case. */
  readonly app: string;
  readonly instanceId: string;
}

/** Answers a heartbeat (R6): 200 or 404 without a body, 409 with the registry's instance for a peer. */
export function answerRenewal(
  registry: Registry,
  { app, instanceId }: InstanceTarget,
  { query, request, response }: RenewalExchange,
): void {
  const parameters = readQuery(query);
  const lastDirtyTimestamp = parseDirtyTimestamp(parameters);
  if (!lastDirtyTimestamp.ok) {
    answerEmpty(response, 400);
    return;
  }
  const result = registry.renew(app.toUpperCase(), instanceId, {
    origin: originOf(request.headers),
    lastDirtyTimestamp: lastDirtyTimestamp.value,
    overriddenStatus: findStatus(parameters.get('overriddenstatus')),
  });
  if (result.kind === 'conflict') {
    answerInstance(request, response, { instance: result.instance, status: 409 });
    return;
  }
  answerEmpty(response, result.kind === 'renewed' ? 200 : 404);
}

/** A heartbeat as it arrives and where its answer goes. */
export interface RenewalExchange {
  /** Without the question mark. */
  readonly query: string;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}
