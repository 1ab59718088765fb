/** Spring Boot's statuses of a component. */
export type HealthStatus = 'UP' | 'DOWN' | 'OUT_OF_SERVICE' | 'UNKNOWN';

/** How one component is. */
export interface HealthReport {
  /** A {@link HealthStatus}, or a name of one's own, which does not count for the whole. */
  readonly status: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** A whole with its parts. */
export interface Health {
  readonly status: HealthStatus;
  readonly components: Readonly<Record<string, HealthReport>>;
}

/** The media type of actuator answers (console-and-observability 2.1). */
export const ACTUATOR_MEDIA_TYPE = 'application/vnd.spring-boot.actuator.v3+json';

/** The first one present decides (console-and-observability 2.1). */
const SEVERITY: readonly HealthStatus[] = ['DOWN', 'OUT_OF_SERVICE', 'UP', 'UNKNOWN'];

/** One status for many: the most severe present; UNKNOWN when Spring Boot knows none of them. */
export function aggregateStatus(statuses: readonly string[]): HealthStatus {
  return SEVERITY.find((status) => statuses.includes(status)) ?? 'UNKNOWN';
}

/** The HTTP status that a health answer has: 503 for DOWN and OUT_OF_SERVICE, else 200. */
export function httpStatusOf(status: string): number {
  return status === 'DOWN' || status === 'OUT_OF_SERVICE' ? 503 : 200;
}
