import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { ListFormat } from '@vernal/protocol/eureka';
import type { HotPath } from '@vernal/server-kit';
import type { ReadGate } from '../../domain/read-gate.ts';
import type { Registry } from '../../domain/registry.ts';
import { LOCAL_ONLY } from '../../domain/remote-region/local-only.ts';
import type { RegionRegistry } from '../../domain/remote-region/region-registry.ts';
import type { RemoteRegions } from '../../domain/remote-region/remote-regions.ts';
import { NODE_HEADER } from '../../domain/replication/node-identity.ts';
import { answerEmpty, answerPrepared } from '../answers.ts';
import { type EurekaPath, parseEurekaPath } from '../eureka-path.ts';
import type { FoundBody } from '../list-answers.ts';
import { choose, LIST_FORMATS } from '../list-formats.ts';
import { isAcceptable } from '../negotiation.ts';
import type { RegionLists } from './region-lists.ts';

/** What the lists of several regions are answered from. */
export interface RegionPathParts {
  readonly registry: Registry;
  readonly regions: RemoteRegions;
  readonly lists: RegionLists;
  readonly gate: ReadGate;
  /** Whether deltas are served at all. */
  readonly servesDelta: boolean;
  /** Whether queries without `regions=` see other regions too. */
  readonly fallsBack: boolean;
}

/** Which regions a query asks for. */
interface Selection {
  readonly isExplicit: boolean;
  readonly regions: readonly RegionRegistry[];
}

/**
 * Answers queries that other regions have a part in (eureka-protocol 5.6), before the hot path; leaves every
 * other request alone.
 */
export function createRegionPath(parts: RegionPathParts): HotPath {
  const versions = { explicit: 0, fallback: 0 };

  function nextVersion({ isExplicit }: Selection): number {
    // Two counters, as in Java (3.2).
    return isExplicit ? ++versions.explicit : ++versions.fallback;
  }

  function find(format: ListFormat, name: string | undefined, selection: Selection): FoundBody {
    const { lists, servesDelta } = parts;
    if (name === undefined) return lists.full(format, selection.regions);
    if (name !== 'delta') return findApplication(parts, format, name);
    return servesDelta ? lists.delta(format, selection.regions, nextVersion(selection)) : undefined;
  }

  return (request, response) => {
    const path = fetchPath(request);
    if (path === undefined || !parts.gate.isOpen) return false;
    const selection = selectionOf(parts, path.query);
    if (selection === undefined) return false;
    const [, name] = path.segments;
    if (selection.isExplicit && !parts.regions.areAllFetched && isList(name)) {
      answerEmpty(response, 403);
      return true;
    }
    const body = find(choose(LIST_FORMATS, request.headers), name, selection);
    if (body === undefined) return false;
    answerPrepared(request, response, body);
    return true;
  };
}

/** `apps`, `apps/delta` or `apps/{app}`, asked by whoever takes an answer and wants other regions in it. */
function fetchPath({ method, url = '', headers }: IncomingMessage): EurekaPath | undefined {
  if (method !== 'GET' || !isAcceptable(headers)) return undefined;
  if (asksLocalOnly(headers)) return undefined;
  const path = parseEurekaPath(url);
  const isFetch = path?.segments[0] === 'apps' && path.segments.length <= 2;
  return isFetch ? path : undefined;
}

/** Registries copy what is registered with a peer or region itself, never what that knows of others. */
function asksLocalOnly(headers: IncomingHttpHeaders): boolean {
  return headers[LOCAL_ONLY.name] === LOCAL_ONLY.value || headers[NODE_HEADER] !== undefined;
}

function isList(name: string | undefined): boolean {
  return name === undefined || name === 'delta';
}

/** Undefined when no other region has a part in the answer. An empty `regions=` says nothing, as in Java. */
function selectionOf(
  { regions, fallsBack }: RegionPathParts,
  query: string,
): Selection | undefined {
  const named = new URLSearchParams(query).get('regions') ?? '';
  if (named !== '') return { isExplicit: true, regions: regions.select(named) };
  return fallsBack ? { isExplicit: false, regions: regions.all() } : undefined;
}

/** Only what does not run here; the hot path answers the rest. */
function findApplication(
  { registry, lists, fallsBack }: RegionPathParts,
  format: ListFormat,
  name: string,
): FoundBody {
  const app = name.toUpperCase();
  if (!fallsBack || registry.table.count(app) > 0) return undefined;
  return lists.application(format, app);
}
