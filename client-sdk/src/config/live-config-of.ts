import { clientError } from '../runtime/client-error.ts';
import { createSlice } from './config-slice.ts';
import type { ConfigStore } from './config-store.ts';
import type { ConfigUpdater } from './config-updater.ts';
import type { LiveConfig } from './live-config.ts';
import { type PathValue, valueAt } from './path.ts';

/** The view of a service on its configuration. `updater` is undefined until the client is started. */
export function liveConfigOf<Config>(
  store: ConfigStore<Config>,
  updater: () => ConfigUpdater | undefined,
): LiveConfig<Config> {
  return {
    get current() {
      return store.current;
    },
    get version() {
      return store.version;
    },
    get lastError() {
      return updater()?.lastError;
    },
    // The path was checked against the type that `current` has.
    get: (path) => valueAt(store.current, path) as PathValue<Config, typeof path>,
    origin: (path) => store.originOf(path),
    onChange: (listen) => store.onChange(listen),
    select: (read) => createSlice(store, read),
    async refresh() {
      const outcome = await updater()?.reload();
      switch (outcome?.kind) {
        case 'applied':
          return outcome.keys;
        case 'unchanged':
          return [];
        case 'rejected':
          throw clientError('CONFIG_INVALID', outcome.rejected.issues.join('; '));
        case 'unavailable':
          throw clientError('CONFIG_UNAVAILABLE', outcome.problem);
        case undefined:
          throw clientError('CONFIG_UNAVAILABLE', 'the client is not started');
      }
    },
  };
}
