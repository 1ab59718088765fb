/** Where a sample finds the servers, and where it listens. Read once, from the environment. */
export interface Surroundings {
  readonly registryUrl: string;
  readonly configUrl: string;
  readonly busUrl: string;
  /** 0: the system chooses. */
  readonly port: number;
  /** Where the last good configuration is kept, for a start without a config server. */
  readonly cacheDir: string;
}

/** Reads `REGISTRY_URL`, `CONFIG_URL`, `BUS_URL`, `PORT` and `CACHE_DIR`; the defaults are those of `npm start`. */
export function readSurroundings(env: NodeJS.ProcessEnv): Surroundings {
  return {
    registryUrl: env['REGISTRY_URL'] ?? 'http://127.0.0.1:8761/eureka',
    configUrl: env['CONFIG_URL'] ?? 'http://127.0.0.1:8888',
    busUrl: env['BUS_URL'] ?? 'mqtt://127.0.0.1:1883',
    port: Number(env['PORT'] ?? 0),
    cacheDir: env['CACHE_DIR'] ?? '.vernal/client',
  };
}
