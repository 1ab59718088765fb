import { createEurekaExchange, type FetchOutcome } from '@vernal/client/eureka';
import type { Applications } from '@vernal/protocol/eureka';
import { LOCAL_ONLY } from '../domain/remote-region/local-only.ts';
import type { RegionFetch, RemoteRegion } from '../ports/remote-region.ts';

/** How a region is reached. */
export interface RemoteRegionAddress {
  /** Service URL of one of its registries. */
  readonly url: string;
  /** For a whole request. */
  readonly timeoutMs: number;
  /** Whether answers may come compressed. */
  readonly gzip: boolean;
}

/** A region over HTTP, asked for its own instances only. */
export function createRemoteRegion({ url, timeoutMs, gzip }: RemoteRegionAddress): RemoteRegion {
  const headers = {
    [LOCAL_ONLY.name]: LOCAL_ONLY.value,
    'Accept-Encoding': gzip ? 'gzip' : 'identity',
  };
  const exchange = createEurekaExchange({ urls: [url], timeoutMs, headers });
  return {
    fetchAll: async () => fetched(await exchange.fetchAll()),
    fetchDelta: async () => fetched(await exchange.fetchDelta()),
    close: () => exchange.close(),
  };
}

function fetched(outcome: FetchOutcome<Applications>): RegionFetch {
  switch (outcome.kind) {
    case 'ok':
      return { kind: 'ok', applications: outcome.value };
    case 'absent':
      return outcome;
    default:
      return { kind: 'unavailable', problem: outcome.problem };
  }
}
