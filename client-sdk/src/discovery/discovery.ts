import type { Cancel } from '@vernal/core';
import type { EurekaExchange } from '../eureka/index.ts';
import type { Emit } from '../events/client-events.ts';
import { Outage } from '../events/outage.ts';
import { type Backoff, createBackoff, jittered } from '../pacing/backoff.ts';
import { createPacedLoop, type PacedLoop } from '../pacing/paced-loop.ts';
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

const NONE: readonly Instance[] = Object.freeze([]);

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
export function createDiscovery(options: DiscoveryOptions, runtime: Runtime): OwnedDiscovery {
  return new PolledDiscovery(options, runtime);
}

class PolledDiscovery implements OwnedDiscovery {
  readonly #options: DiscoveryOptions;
  readonly #runtime: Runtime;
  readonly #reader: RegistryReader;
  readonly #outage: Outage;
  readonly #backoff: Backoff;
  readonly #watchers: Watchers;
  readonly #loop: PacedLoop;
  readonly #closing = new AbortController();
  #directory = EMPTY_DIRECTORY;
  #confirmedAtMs: number | undefined;

  constructor(options: DiscoveryOptions, runtime: Runtime) {
    const { timers, random, logger } = runtime;
    this.#options = options;
    this.#runtime = runtime;
    this.#reader = new RegistryReader(options.exchange);
    this.#outage = new Outage('discovery', options.emit, logger);
    this.#backoff = createBackoff(random);
    this.#watchers = new Watchers((error) => logger.error('a watch listener failed', { error }));
    this.#loop = createPacedLoop({ timers, run: () => this.#fetch() });
  }

  instances(service: string): readonly Instance[] {
    return this.#directory.byName.get(service.toLowerCase()) ?? NONE;
  }

  services(): readonly string[] {
    return this.#directory.services;
  }

  watch(service: string, listen: WatchListener): Cancel {
    return this.#watchers.add(service.toLowerCase(), listen);
  }

  waitFor(service: string, options: WaitOptions = {}): Promise<readonly Instance[]> {
    return awaitInstances(this, service, { ...options, closing: this.#closing.signal });
  }

  refresh(): Promise<void> {
    return this.#loop.runNow();
  }

  get staleness(): Staleness {
    return this.#confirmedAtMs === undefined
      ? { ageMs: Number.POSITIVE_INFINITY, source: 'none' }
      : { ageMs: this.#runtime.clock.now() - this.#confirmedAtMs, source: 'remote' };
  }

  get problem(): string | undefined {
    return this.#outage.problem;
  }

  async stop(): Promise<void> {
    this.#closing.abort(clientError('CLOSED', 'the client was closed'));
    await this.#loop.stop();
  }

  async #fetch(): Promise<number | undefined> {
    const outcome = await this.#reader.read();
    if (this.#closing.signal.aborted) return undefined;
    if (outcome.kind === 'unavailable') {
      this.#outage.begin(outcome.problem);
      return this.#backoff.nextMs();
    }
    this.#outage.end();
    this.#backoff.reset();
    if (outcome.kind === 'ok') this.#replace(directoryOf(outcome.copy, this.#directory));
    return jittered(this.#options.fetchIntervalMs, this.#runtime.random);
  }

  #replace(next: ServiceDirectory): void {
    const before = this.#directory;
    this.#directory = next;
    this.#confirmedAtMs = this.#runtime.clock.now();
    const names = new Set([...before.byName.keys(), ...next.byName.keys()]);
    const services = [...names].filter((name) => before.byName.get(name) !== next.byName.get(name));
    if (services.length === 0) return;
    this.#watchers.changed(before, next);
    this.#options.emit('discovery:changed', { services });
  }
}
