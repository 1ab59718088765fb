import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { Variables } from '../runtime/runtime.ts';

/** Where configuration comes from and what it must be. */
export interface ConfigOptions<Schema extends StandardSchemaV1 = StandardSchemaV1> {
  /** Base URLs of config servers, tried in order; `http://127.0.0.1:8888` by default. */
  readonly url?: string | readonly string[];
  /** Branch, tag or commit; the server's default when absent. */
  readonly label?: string;
  /**
   * Any Standard Schema (zod, valibot, arktype, ...). Its output is `current`. Numbers may come as text,
   * so let it convert: `z.coerce.number()`. Without one everything is taken as it comes.
   */
  readonly schema?: Schema;
  /** Values that win over everything, nested or under dotted names. */
  readonly overrides?: Readonly<Record<string, unknown>>;
  /** Command-line arguments, `--pricing.tax=7`; none by default, give `process.argv.slice(2)`. */
  readonly args?: readonly string[];
  /** Environment variables, read once at `start()`; those of the process by default. */
  readonly env?: Variables;
  /** A local YAML file below the config server in precedence; read once at `start()`. */
  readonly file?: string;
  /** What holds when nobody says otherwise, nested or under dotted names. */
  readonly defaults?: Readonly<Record<string, unknown>>;
  /** Folder of the last good copy, `./.vernal/client` by default; false: none is kept. */
  readonly cacheDir?: string | false;
  /** Encrypts the copy. Without it every property that is named like a secret is left out of it. */
  readonly cacheKey?: string;
  /**
   * Refreshes that the bus asks for wait a random part of this, 300 ms by default (`vernal.refresh.jitter`), and the
   * acknowledgement that one went well a random part of three times as long.
   */
  readonly refreshJitterMs?: number;
  /** How often to ask without being told, 60 s by default; 0: never. */
  readonly pollIntervalMs?: number;
  /** How long a server may stay silent, 10 s by default. */
  readonly timeoutMs?: number;
  /** How long `start()` waits for a first configuration, 30 s by default. */
  readonly startTimeoutMs?: number;
}

/** What stands for a schema where there is none: everything is taken as it comes. */
export type AnySchema = StandardSchemaV1<unknown, Readonly<Record<string, unknown>>>;
