import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HotPath } from '@vernal/server-kit';
import type { ReadGate } from '../domain/read-gate.ts';
import type { Registry } from '../domain/registry.ts';
import { answerPrepared } from './answers.ts';
import { type EurekaPath, parseEurekaPath } from './eureka-path.ts';
import { KnownHeartbeats } from './known-heartbeats.ts';
import type { FoundBody, ListAnswers } from './list-answers.ts';
import { isAcceptable } from './negotiation.ts';
import type { PreparedFormats } from './prepared-formats.ts';
import { answerRenewal, type Heartbeat, readHeartbeat } from './renewal.ts';

/** What the hot path answers from. */
export interface HotPathParts {
  readonly registry: Registry;
  readonly formats: PreparedFormats;
  readonly gate: ReadGate;
  /** Whether deltas are served at all. */
  readonly servesDelta: boolean;
}

/**
 * Answers what a fleet sends all day: heartbeats, full fetches, deltas, single applications. What is
 * out of the ordinary about such a request is left to the routes.
 */
export function createHotPath({ registry, formats, gate, servesDelta }: HotPathParts): HotPath {
  const known = new KnownHeartbeats();

  function renew(request: IncomingMessage, response: ServerResponse): boolean {
    if (!isAcceptable(request.headers)) return false;
    const { url = '' } = request;
    const seen = known.find(url);
    const heartbeat = seen ?? parseHeartbeat(url);
    if (heartbeat === undefined) return false;
    const result = answerRenewal(registry, heartbeat, { request, response });
    if (seen === undefined && result === 'renewed') {
      known.remember(url, heartbeat, registry.table.size);
    }
    return true;
  }

  function prepared(answers: ListAnswers, { segments }: EurekaPath): FoundBody {
    const [resource, name] = segments;
    if (resource !== 'apps' || segments.length > 2) return undefined;
    if (name === undefined) return answers.full();
    if (name === 'delta') return servesDelta ? answers.delta() : undefined;
    return answers.application(name.toUpperCase());
  }

  function fetch(request: IncomingMessage, response: ServerResponse): boolean {
    const path = parseEurekaPath(request.url ?? '');
    if (path === undefined || !isAcceptable(request.headers) || !gate.isOpen) return false;
    const body = prepared(formats.preparedFor(request.headers), path);
    if (body === undefined) return false;
    answerPrepared(request, response, body);
    return true;
  }

  return (request, response) => {
    if (request.method === 'PUT') return renew(request, response);
    return request.method === 'GET' && fetch(request, response);
  };
}

function parseHeartbeat(url: string): Heartbeat | undefined {
  const { segments = [], query = '' } = parseEurekaPath(url) ?? {};
  const [resource, app, instanceId] = segments;
  if (resource !== 'apps' || app === undefined || instanceId === undefined) return undefined;
  return segments.length > 3 ? undefined : readHeartbeat({ app, instanceId }, query);
}
