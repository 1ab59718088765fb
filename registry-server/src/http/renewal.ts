import type { IncomingMessage, ServerResponse } from 'node:http';
import type { InstanceStatus } from '@vernal/protocol/eureka';
import type { Registry } from '../domain/registry.ts';
import type { RenewalResult } from '../domain/registry-commands.ts';
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

/** What the address of a heartbeat says. */
export interface Heartbeat {
  /** In upper case. */
  readonly app: string;
  readonly instanceId: string;
  readonly lastDirtyTimestamp: number | undefined;
  readonly overriddenStatus: InstanceStatus | undefined;
}

/** A heartbeat as it arrives and where its answer goes. */
export interface RenewalExchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** @param query without the question mark; undefined when its `lastDirtyTimestamp` is no number */
export function readHeartbeat(
  { app, instanceId }: InstanceTarget,
  query: string,
): Heartbeat | undefined {
  const parameters = readQuery(query);
  const lastDirtyTimestamp = parseDirtyTimestamp(parameters);
  if (!lastDirtyTimestamp.ok) return undefined;
  return {
    app: app.toUpperCase(),
    instanceId,
    lastDirtyTimestamp: lastDirtyTimestamp.value,
    overriddenStatus: findStatus(parameters.get('overriddenstatus')),
  };
}

/** Answers a heartbeat (R6): 200 or 404 without a body, 409 with the registry's instance for a peer. */
export function answerRenewal(
  registry: Registry,
  { app, instanceId, lastDirtyTimestamp, overriddenStatus }: Heartbeat,
  { request, response }: RenewalExchange,
): RenewalResult['kind'] {
  const origin = originOf(request.headers);
  const result = registry.renew(app, instanceId, { origin, lastDirtyTimestamp, overriddenStatus });
  if (result.kind === 'conflict') {
    answerInstance(request, response, { instance: result.instance, status: 409 });
  } else {
    answerEmpty(response, result.kind === 'renewed' ? 200 : 404);
  }
  return result.kind;
}
