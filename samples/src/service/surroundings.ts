/** Where a sample finds the servers, as options of its client, and where it listens. Read once, from the environment. */
export interface Surroundings {
  readonly registry: {
    readonly url: string;
    readonly renewalIntervalSeconds: number;
    readonly leaseDurationSeconds: number;
  };
  readonly config: {
    readonly url: string;
    /** Where the last good configuration is kept, for a start without a config server. */
    readonly cacheDir: string;
  };
  readonly bus: { readonly url: string };
  /** 0: the system chooses. */
  readonly port: number;
}

/**
 * Reads `REGISTRY_URL`, `CONFIG_URL`, `BUS_URL`, `PORT` and `CACHE_DIR`; the defaults are those of
 * `npm start`. Leases are short, so that a killed service leaves the list while somebody watches.
 */
export function readSurroundings(env: NodeJS.ProcessEnv): Surroundings {
  return {
    registry: {
      url: env['REGISTRY_URL'] ?? 'http://127.0.0.1:8761/eureka',
      renewalIntervalSeconds: 5,
      leaseDurationSeconds: 15,
    },
    config: {
      url: env['CONFIG_URL'] ?? 'http://127.0.0.1:8888',
      cacheDir: env['CACHE_DIR'] ?? '.vernal/client',
    },
    bus: { url: env['BUS_URL'] ?? 'mqtt://127.0.0.1:1883' },
    port: Number(env['PORT'] ?? 0),
  };
}
