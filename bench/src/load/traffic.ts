import type { HttpRequest } from '../http/http-request.ts';
import { type EnvironmentGrid, gridRequest, scattered } from '../subjects/environments.ts';
import { instanceAt } from '../subjects/fleet.ts';
import {
  deltaFetch,
  fullFetch,
  heartbeat,
  registration,
  shortLease,
} from '../subjects/fleet-requests.ts';

/** What is asked: descriptions, so that 100,000 requests need not travel to the process that sends them. */
export type Traffic =
  | { readonly kind: 'repeat'; readonly request: HttpRequest }
  | { readonly kind: 'heartbeats'; readonly instances: number }
  | { readonly kind: 'registrations'; readonly instances: number }
  /** Registrations of instances that come after the first ones and will not renew. */
  | { readonly kind: 'short leases'; readonly after: number; readonly instances: number }
  | { readonly kind: 'mix'; readonly instances: number }
  | {
      readonly kind: 'environments';
      readonly grid: EnvironmentGrid;
      readonly order: 'one by one' | 'at random';
    };

/** A request, and under which name its latency counts. */
interface NamedRequest {
  readonly kind: string;
  readonly request: HttpRequest;
}

/** An endless sequence of requests; the one at an index is always the same. */
export interface RequestSequence {
  /** After how many it begins anew. */
  readonly length: number;
  at(index: number): NamedRequest;
}

/** Makes the requests that a description stands for. */
export function sequenceOf(traffic: Traffic): RequestSequence {
  if (traffic.kind === 'repeat') {
    const named = { kind: 'request', request: traffic.request };
    return { length: 1, at: () => named };
  }
  if (traffic.kind === 'mix') return mixOf(traffic.instances);
  if (traffic.kind === 'environments') return environmentsOf(traffic);
  const { instances } = traffic;
  if (traffic.kind === 'short leases') {
    const registrant = (index: number) => instanceAt(traffic.after + (index % instances));
    return {
      length: instances,
      at: (index) => ({ kind: 'register', request: shortLease(registrant(index)) }),
    };
  }
  if (traffic.kind === 'heartbeats') {
    return {
      length: instances,
      at: (index) => ({ kind: 'renew', request: heartbeat(instanceAt(index % instances)) }),
    };
  }
  return {
    length: instances,
    at: (index) => ({ kind: 'register', request: registration(instanceAt(index % instances)) }),
  };
}

function environmentsOf({
  grid,
  order,
}: Extract<Traffic, { readonly kind: 'environments' }>): RequestSequence {
  const count = grid.applications * grid.labels;
  const numberAt = (index: number) =>
    order === 'at random' ? scattered(index, count) : index % count;
  return {
    length: count,
    at: (index) => ({ kind: 'environment', request: gridRequest(grid, numberAt(index)) }),
  };
}

/** What a fleet of clients that poll and sometimes restart asks: 90 % renew, 8 % delta, 1 % full, 1 % register. */
function mixOf(instances: number): RequestSequence {
  const delta = { kind: 'delta', request: deltaFetch };
  const full = { kind: 'full fetch', request: fullFetch };
  return {
    length: instances * 100,
    at(index) {
      const slot = index % 100;
      if (slot === 49) return full;
      if (slot % 12 === 5) return delta;
      if (slot < 99) return { kind: 'renew', request: heartbeat(instanceAt(index % instances)) };
      const registrant = instanceAt(Math.floor(index / 100) % instances);
      return { kind: 'register', request: registration(registrant) };
    },
  };
}
