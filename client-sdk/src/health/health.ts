/** A status as Spring's health endpoint gives it (client-sdk 2.5). */
export type HealthStatus = 'UP' | 'DOWN' | 'OUT_OF_SERVICE' | 'UNKNOWN';

/** One part of the client. */
export interface ComponentHealth {
  readonly status: HealthStatus;
  readonly details: Readonly<Record<string, unknown>>;
}

/** What an actuator endpoint of the service may show. */
export interface HealthReport {
  readonly status: HealthStatus;
  readonly components: Readonly<Record<string, ComponentHealth>>;
}

/** The health of the client. A server that is away never makes a service unhealthy (client-sdk 2.5). */
export interface Health {
  read(): Promise<HealthReport>;
}

/** A part as the report reads it: why it is impaired, and what else there is to know. */
export interface HealthSource {
  readonly problem: string | undefined;
  readonly details: Readonly<Record<string, unknown>>;
}

/** @param sources read at every call; `running` is false before `start()` and after `close()` */
export function createHealth(
  running: () => boolean,
  sources: () => Readonly<Record<string, HealthSource>>,
): Health {
  return {
    read: () => {
      const components = Object.entries(sources()).map(([name, { problem, details }]) => [
        name,
        { status: 'UP', details: problem === undefined ? details : { ...details, problem } },
      ]);
      return Promise.resolve({
        status: running() ? 'UP' : 'OUT_OF_SERVICE',
        components: Object.fromEntries(components),
      });
    },
  };
}
