import type { Cancel } from '@vernal/core';
import type { EurekaExchange } from '../eureka/index.ts';
import type { Emit } from '../events/client-events.ts';
import { Outage } from '../events/outage.ts';
import { createBackoff, jittered } from '../pacing/backoff.ts';
import { createPacedLoop } from '../pacing/paced-loop.ts';
import { clientError } from '../runtime/client-error.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { Instance } from './instance.ts';
import { RegistryReader } from './registry-reader.ts';
import { directoryOf, EMPTY_DIRECTORY, type ServiceDirectory } from './service-directory.ts';
import { awaitInstances, type WaitOptions } from './wait-for-instances.ts';
import { Watchers, type WatchListener } from './watchers.ts';

/** How old the list of instances is. */
export interface Staleness {
  /** Milliseconds since the registry last confirmed it; `Infinity` before it ever did. */
  readonly ageMs: number;
  readonly source: 'none' | 'remote';
}

/** Who can be called. Reading is a map look-up; a registry that is away changes nothing (client-sdk 50). */
export interface Discovery {
  /** Instances of a service that are up, by application name or VIP address in any case. Immutable. */
  instances(service: string): readonly Instance[];
  /** Every application in the registry, in lower case, sorted. */
  services(): readonly string[];
  /** Resolves when at least `min` instances (1 by default) are up; rejects with the signal's reason, or `CLOSED`. */
  waitFor(service: string, options?: WaitOptions): Promise<readonly Instance[]>;
  /** Calls back whenever the instances of a service changed. */
  watch(service: string, listen: WatchListener): Cancel;
  /** Fetches what changed now; calls made meanwhile share one fetch. */
  refresh(): Promise<void>;
  readonly staleness: Staleness;
}

/** A discovery that its client can start and end. */
export interface OwnedDiscovery extends Discovery {
  readonly problem: string | undefined;
  stop(): Promise<void>;
}

/** How the registry is read. */
export interface DiscoveryOptions {
  readonly exchange: Pick<EurekaExchange, 'fetchAll' | 'fetchDelta'>;
  readonly fetchIntervalMs: number;
  readonly emit: Emit;
}

/** Fetches the registry at `refresh()` and from then on at every interval. */
export function createDiscovery(
  { exchange, fetchIntervalMs, emit }: DiscoveryOptions,
  { clock, timers, random, logger }: Runtime,
): OwnedDiscovery {
  const reader = new RegistryReader(exchange);
  const outage = new Outage('discovery', emit, logger);
  const backoff = createBackoff(random);
  const closing = new AbortController();
  const watchers = new Watchers((error) => logger.error('a watch listener failed', { error }));
  let directory = EMPTY_DIRECTORY;
  let confirmedAtMs: number | undefined;

  const loop = createPacedLoop({
    timers,
    async run() {
      const outcome = await reader.read();
      if (closing.signal.aborted) return undefined;
      if (outcome.kind === 'unavailable') {
        outage.begin(outcome.problem);
        return backoff.nextMs();
      }
      outage.end();
      backoff.reset();
      if (outcome.kind === 'ok') swap(directoryOf(outcome.copy, directory));
      return jittered(fetchIntervalMs, random);
    },
  });

  function swap(next: ServiceDirectory): void {
    const before = directory;
    directory = next;
    confirmedAtMs = clock.now();
    const names = new Set([...before.byName.keys(), ...next.byName.keys()]);
    const services = [...names].filter((name) => before.byName.get(name) !== next.byName.get(name));
    if (services.length === 0) return;
    watchers.changed(before, next);
    emit('discovery:changed', { services });
  }

  const instances = (service: string): readonly Instance[] =>
    directory.byName.get(service.toLowerCase()) ?? [];
  const watch = (service: string, listen: WatchListener): Cancel =>
    watchers.add(service.toLowerCase(), listen);

  return {
    instances,
    watch,
    services: () => directory.services,
    waitFor: (service, options = {}) =>
      awaitInstances({ instances, watch, closing: closing.signal }, service, options),
    refresh: () => loop.runNow(),
    get staleness(): Staleness {
      return confirmedAtMs === undefined
        ? { ageMs: Number.POSITIVE_INFINITY, source: 'none' }
        : { ageMs: clock.now() - confirmedAtMs, source: 'remote' };
    },
    get problem() {
      return outage.problem;
    },
    async stop() {
      closing.abort(clientError('CLOSED', 'the client was closed'));
      await loop.stop();
    },
  };
}
