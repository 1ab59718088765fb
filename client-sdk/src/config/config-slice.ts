import { isDeepStrictEqual } from 'node:util';
import type { ConfigStore } from './config-store.ts';
import type { ConfigSlice } from './live-config.ts';

/** A slice whose listeners fire only when what it reads is no longer deeply equal (client-sdk 3.5). */
export function createSlice<Config, Value>(
  store: ConfigStore<Config>,
  read: (config: Config) => Value,
): ConfigSlice<Value> {
  return {
    get value() {
      return read(store.current);
    },
    onChange: (listen) =>
      store.onChange((next, previous) => {
        const value = read(next);
        const before = read(previous);
        if (!isDeepStrictEqual(value, before)) listen(value, before);
      }),
  };
}
