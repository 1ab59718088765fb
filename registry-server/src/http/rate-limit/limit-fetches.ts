import type { IncomingHttpHeaders } from 'node:http';
import type { Clock } from '@vernal/core';
import type { AdmissionRule } from '@vernal/server-kit';
import { FetchLimit } from '../../domain/rate-limit/fetch-limit.ts';
import type { RateLimitOptions } from '../../options/rate-limit-options.ts';
import { fetchTargetOf } from './fetch-target.ts';

/** Java's clients and servers name themselves so (eureka-protocol 1.9, 1.10). */
const STANDARD_CLIENTS = ['DefaultClient', 'DefaultServer'];

/** Turns fetches beyond Eureka's rates away with 503 (1.10). */
export function limitFetches(options: RateLimitOptions, clock: Clock): AdmissionRule {
  const { fetchBurst: burst, fetchesPerSecond, fullFetchesPerSecond } = options;
  const limit = new FetchLimit({ burst, fetchesPerSecond, fullFetchesPerSecond }, clock.now());
  const isExempt = exemptionOf(options);
  return (request) => {
    const target = fetchTargetOf(request);
    if (target === undefined || isExempt(request.headers)) return undefined;
    if (limit.admits(target, clock.now())) return undefined;
    return { status: 503, limit: target };
  };
}

function exemptionOf({ throttleStandardClients, privilegedClients }: RateLimitOptions) {
  const exempt = new Set(
    throttleStandardClients ? [] : [...STANDARD_CLIENTS, ...privilegedClients],
  );
  return (headers: IncomingHttpHeaders): boolean => {
    const name = headers['discoveryidentity-name'];
    return typeof name === 'string' && exempt.has(name);
  };
}
