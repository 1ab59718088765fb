import type { Applications } from '@vernal/protocol/eureka';
import type { FetchOutcome } from '../eureka/index.ts';

const EMPTY: FetchOutcome<Applications> = {
  kind: 'ok',
  value: { versionsDelta: '1', appsHashCode: '', applications: [] },
};

/** What discovery reads when a client has no registry. */
export const noRegistry = {
  fetchAll: (): Promise<FetchOutcome<Applications>> => Promise.resolve(EMPTY),
  fetchDelta: (): Promise<FetchOutcome<Applications>> => Promise.resolve({ kind: 'absent' }),
};
