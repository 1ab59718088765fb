import { clientError } from '../runtime/client-error.ts';
import type { ClientOptions } from './client-options.ts';

/** What a timer can wait. */
const MAX_MS = 2 ** 31 - 1;

/**
 * Refuses what would only show later, as a registration under no name or a loop without a pause.
 *
 * @throws VernalError `CLIENT_BAD_OPTION`, which names every option that is wrong
 */
export function checkOptions(options: ClientOptions): void {
  const problems = [...appProblems(options.app), ...urlProblems(options), ...timeProblems(options)];
  if (problems.length > 0) throw clientError('CLIENT_BAD_OPTION', problems.join('; '));
}

/** JavaScript may give anything. */
function appProblems(app: unknown): readonly string[] {
  const isName = typeof app === 'string' && /^[^\s/]+$/.test(app);
  return isName ? [] : ['app must be a name without spaces and slashes'];
}

function urlProblems({ registry, config }: ClientOptions): readonly string[] {
  return Object.entries({ registry, config }).flatMap(([part, options]) =>
    options && Array.isArray(options.url) && options.url.length === 0
      ? [`${part}.url must have at least one address`]
      : [],
  );
}

function timeProblems({ registry, config }: ClientOptions): readonly string[] {
  const { renewalIntervalSeconds, leaseDurationSeconds, ...fetching } = registry || {};
  const { pollIntervalMs, refreshJitterMs, timeoutMs, startTimeoutMs } = config || {};
  return [
    ...outside(1, MAX_MS / 1_000, {
      'registry.renewalIntervalSeconds': renewalIntervalSeconds,
      'registry.leaseDurationSeconds': leaseDurationSeconds,
    }),
    ...outside(1, MAX_MS, {
      'registry.fetchIntervalMs': fetching.fetchIntervalMs,
      'registry.timeoutMs': fetching.timeoutMs,
      'config.timeoutMs': timeoutMs,
      'config.startTimeoutMs': startTimeoutMs,
    }),
    ...outside(0, MAX_MS, {
      'config.pollIntervalMs': pollIntervalMs,
      'config.refreshJitterMs': refreshJitterMs,
    }),
  ];
}

function outside(
  least: number,
  most: number,
  values: Readonly<Record<string, number | undefined>>,
): readonly string[] {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined && !(value >= least && value <= most))
    .map(([name]) => `${name} must be a number from ${least} to ${Math.floor(most)}`);
}
