/** Spring Boot's statuses of a component. */
export type HealthStatus = 'UP' | 'DOWN' | 'OUT_OF_SERVICE' | 'UNKNOWN';

/** How a component is. */
export interface HealthReport {
  readonly status: HealthStatus;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** A component of `/actuator/health`. */
export interface HealthIndicator {
  /** Its key below `components`, in camel case. */
  readonly name: string;
  /** Answers at once or soon: it is asked for each health request. What it throws means DOWN. */
  check(): HealthReport | Promise<HealthReport>;
}

/** The body of `/actuator/health` (console-and-observability 2.1). */
export interface Health {
  readonly status: HealthStatus;
  readonly components: Readonly<Record<string, HealthReport>>;
}

/** The first status present wins (console-and-observability 2.1). */
const SEVERITY: readonly HealthStatus[] = ['DOWN', 'OUT_OF_SERVICE', 'UP', 'UNKNOWN'];

/** One status for many: the most severe present, UNKNOWN for none. */
export function aggregateStatus(statuses: readonly HealthStatus[]): HealthStatus {
  return SEVERITY.find((status) => statuses.includes(status)) ?? 'UNKNOWN';
}

/** 503 for DOWN and OUT_OF_SERVICE, 200 for everything else. */
export function httpStatusOf(status: HealthStatus): number {
  return status === 'DOWN' || status === 'OUT_OF_SERVICE' ? 503 : 200;
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
