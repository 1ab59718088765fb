import type { IncomingMessage } from 'node:http';
import type { Principal } from '../security/principal.ts';

/** Why a request is not answered now. */
export interface TurnedAway {
  /** 429: the caller sends too much; 503: all callers together do. */
  readonly status: 429 | 503;
  /** The name of the limit, for metrics. */
  readonly limit: string;
  /** When to try again, for `Retry-After`; not said by default. */
  readonly retryAfterSeconds?: number;
}

/**
 * Whether a request is answered now; undefined lets it pass. Asked after credentials and rights, before the hot
 * path; not about the open paths of the actuator.
 */
export type AdmissionRule = (request: IncomingMessage, caller: Principal) => TurnedAway | undefined;
