import { aggregateStatus, type Health, type HealthReport } from '@vernal/protocol/actuator';

/** A component of `/actuator/health`. */
export interface HealthIndicator {
  /** Its key below `components`, in camel case. */
  readonly name: string;
  /** Answers at once or soon: it is asked for each health request. What it throws means DOWN. */
  check(): HealthReport | Promise<HealthReport>;
}

/** Asks every indicator. `onError` is told what one threw; its component is DOWN then. */
export async function checkHealth(
  indicators: readonly HealthIndicator[],
  onError: (name: string, error: unknown) => void,
): Promise<Health> {
  const reports = await Promise.all(
    indicators.map(async (indicator): Promise<readonly [string, HealthReport]> => {
      try {
        return [indicator.name, await indicator.check()];
      } catch (error) {
        onError(indicator.name, error);
        return [indicator.name, { status: 'DOWN' }];
      }
    }),
  );
  return {
    status: aggregateStatus(reports.map(([, report]) => report.status)),
    components: Object.fromEntries(reports),
  };
}
