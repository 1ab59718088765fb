import { join } from 'node:path';
import { environmentLayer } from '@vernal/core/options';
import type { ConfigKey } from '@vernal/protocol/bus';
import type { Emit } from '../events/client-events.ts';
import type { ConfigRejected } from '../events/config-events.ts';
import { processVariables, type Runtime } from '../runtime/runtime.ts';
import { createConfigExchange } from './config-exchange.ts';
import type { ConfigOptions } from './config-options.ts';
import { startConfig } from './config-start.ts';
import { ConfigStore } from './config-store.ts';
import { type ConfigUpdater, createConfigUpdater } from './config-updater.ts';
import { encryptedWith, withoutSecrets } from './copy-seal.ts';
import { createLastKnownGood, type LastKnownGood } from './last-known-good.ts';
import type { LiveConfig } from './live-config.ts';
import { liveConfigOf } from './live-config-of.ts';
import { localSources } from './local-sources.ts';

/** A configuration as its client starts and ends it. */
export interface ConfigLife {
  /** Gets the first configuration; from then on the updater keeps it current. */
  start(how: StartOptions): Promise<ConfigUpdater>;
  readonly inForce: Pick<ConfigStore<unknown>, 'version' | 'revision'>;
  readonly lastError: ConfigRejected | undefined;
  /** Why the config server can't be reached; undefined while it can. */
  readonly problem: string | undefined;
  stop(): Promise<void>;
}

/** The same with the view that the service has of it. */
export interface OwnedConfig<Config> extends ConfigLife {
  readonly live: LiveConfig<Config>;
}

/** See `startConfig`. */
interface StartOptions {
  readonly whenUnavailable: 'start-degraded' | 'fail';
  readonly signal: AbortSignal;
}

/** Whose configuration it is, and who is told of it. */
export interface ConfigSetting {
  readonly key: ConfigKey;
  /** false: there is no config server. */
  readonly options: ConfigOptions | false;
  readonly emit: Emit;
}

const DEFAULT_URL = 'http://127.0.0.1:8888';
const DEFAULT_CACHE_DIR = join('.vernal', 'client');
const TIMEOUT_MS = 10_000;
const START_TIMEOUT_MS = 30_000;
const POLL_INTERVAL_MS = 60_000;

/**
 * Puts the parts together; touches neither network nor disk.
 *
 * @throws VernalError `CLIENT_BAD_URL`
 */
export function createConfig<Config>(
  { key, options: given, emit }: ConfigSetting,
  runtime: Runtime,
): OwnedConfig<Config> {
  const options = given === false ? {} : given;
  const { timers, logger } = runtime;
  const store = new ConfigStore<Config>((error) => logger.error('a listener failed', { error }));
  const exchange =
    given === false
      ? undefined
      : createConfigExchange({
          uris: [options.url ?? DEFAULT_URL].flat(),
          timeoutMs: options.timeoutMs ?? TIMEOUT_MS,
        });
  let updater: ConfigUpdater | undefined;

  async function createUpdater(): Promise<ConfigUpdater> {
    return createConfigUpdater(
      {
        key,
        store,
        exchange,
        local: await localSources(options),
        rules: {
          // Read once: to list the variables of a process takes longer than to bind.
          environment: environmentLayer(options.env ?? processVariables()),
          ...(options.schema === undefined ? {} : { schema: options.schema }),
        },
        copy: exchange === undefined ? undefined : copyOf(key, options),
        pollIntervalMs: exchange === undefined ? 0 : (options.pollIntervalMs ?? POLL_INTERVAL_MS),
        emit,
      },
      runtime,
    );
  }

  return {
    live: liveConfigOf(store, () => updater),
    inForce: store,
    get lastError() {
      return updater?.lastError;
    },
    async start({ whenUnavailable, signal }) {
      const started = await createUpdater();
      updater = started;
      const timeoutMs = options.startTimeoutMs ?? START_TIMEOUT_MS;
      await startConfig({ updater: started, timers, whenUnavailable, timeoutMs, signal });
      return started;
    },
    get problem() {
      return updater?.problem;
    },
    async stop() {
      exchange?.close();
      await updater?.stop();
    },
  };
}

function copyOf(key: ConfigKey, options: ConfigOptions): LastKnownGood | undefined {
  const { cacheDir = DEFAULT_CACHE_DIR, cacheKey } = options;
  if (cacheDir === false) return undefined;
  const seal = cacheKey === undefined ? withoutSecrets : encryptedWith(cacheKey);
  return createLastKnownGood(cacheDir, key, seal);
}
