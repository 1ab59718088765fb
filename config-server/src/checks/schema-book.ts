import type { Clock } from '@vernal/core';
import type { Acknowledger, ConfigKey, JsonSchema, PublishedSchema } from '@vernal/protocol/bus';
import { configKeyText } from '../domain/config-query.ts';
import { RecentMap } from '../domain/recent-map.ts';

/** Bounds what the bus can make the server remember. */
const MAX_INSTANCES = 10_000;
/** Instances of one release have the same. */
const MAX_SCHEMAS = 500;
/** Instances repeat theirs every ten minutes: one that was not heard of for so long is gone. */
const EXPIRY_MS = 30 * 60_000;

interface InstanceSchema {
  readonly key: ConfigKey;
  readonly keyText: string;
  readonly schema: JsonSchema;
  readonly at: number;
}

/** Which configuration the running instances can run with, as they publish it. */
export class SchemaBook {
  readonly #clock: Clock;
  readonly #instances = new RecentMap<string, InstanceSchema>(MAX_INSTANCES);
  readonly #schemas = new RecentMap<string, JsonSchema>(MAX_SCHEMAS);
  /** Made when somebody asks: a push may ask for thousands of keys. */
  #byKey: ReadonlyMap<string, readonly InstanceSchema[]> | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A clock that is ahead keeps no schema alive for longer. */
  record(published: PublishedSchema): void {
    const { application, profiles, label } = published;
    const key = { application, profiles, label };
    this.#byKey = undefined;
    this.#instances.set(idOf(published), {
      key,
      keyText: configKeyText(key),
      schema: this.#shared(published.schema),
      at: Math.min(published.at, this.#clock.now()),
    });
  }

  /** Called when an instance has left. */
  forget(by: Acknowledger): void {
    this.#byKey = undefined;
    this.#instances.delete(idOf(by));
  }

  /** The different schemas of those that run with the configuration of a key. */
  schemasOf(key: ConfigKey): readonly JsonSchema[] {
    this.#byKey ??= groupedByKey(this.#instances.values());
    const readers = this.#byKey.get(configKeyText(key)) ?? [];
    return [...new Set(this.#alive(readers).map(({ schema }) => schema))];
  }

  /** What running instances read. */
  keys(): readonly ConfigKey[] {
    const alive = this.#alive(this.#instances.values());
    return [...new Map(alive.map(({ keyText, key }) => [keyText, key])).values()];
  }

  #alive(instances: readonly InstanceSchema[]): readonly InstanceSchema[] {
    const oldest = this.#clock.now() - EXPIRY_MS;
    return instances.filter((one) => one.at >= oldest);
  }

  #shared(schema: JsonSchema): JsonSchema {
    const text = JSON.stringify(schema);
    const shared = this.#schemas.get(text) ?? schema;
    this.#schemas.set(text, shared);
    return shared;
  }
}

function groupedByKey(
  instances: readonly InstanceSchema[],
): ReadonlyMap<string, readonly InstanceSchema[]> {
  const byKey = new Map<string, InstanceSchema[]>();
  for (const instance of instances) {
    const others = byKey.get(instance.keyText);
    if (others === undefined) byKey.set(instance.keyText, [instance]);
    else others.push(instance);
  }
  return byKey;
}

function idOf({ application, busId }: Acknowledger): string {
  return JSON.stringify([application, busId]);
}
