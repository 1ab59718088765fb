import type { Cancel } from '@vernal/core';
import { remoteSources } from '@vernal/protocol/binding';
import type { ConfigKey } from '@vernal/protocol/bus';
import type { Environment } from '@vernal/protocol/config';
import type { Emit } from '../events/client-events.ts';
import type { ConfigRejected } from '../events/config-events.ts';
import { Outage } from '../events/outage.ts';
import { type Backoff, createBackoff, jittered } from '../pacing/backoff.ts';
import { createPacedLoop, type PacedLoop } from '../pacing/paced-loop.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { type BindRules, bindConfig, type LayeredSources } from './bind-config.ts';
import type { ConfigExchange } from './config-exchange.ts';
import type { ConfigStore } from './config-store.ts';
import type { LastKnownGood } from './last-known-good.ts';

/** What a reload came to. */
export type ReloadOutcome =
  | { readonly kind: 'applied'; readonly keys: readonly string[] }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'rejected'; readonly rejected: ConfigRejected }
  /** `refused`: the server is there and does not accept the credentials. */
  | { readonly kind: 'unavailable'; readonly problem: string; readonly refused: boolean };

/** What an updater works on. */
export interface ConfigUpdaterOptions<Config> {
  readonly key: ConfigKey;
  readonly store: ConfigStore<Config>;
  /** Undefined: there is no config server, the local sources are all there is. */
  readonly exchange: ConfigExchange | undefined;
  readonly local: LayeredSources;
  readonly rules: BindRules;
  readonly copy: LastKnownGood | undefined;
  /** 0: never on its own. */
  readonly pollIntervalMs: number;
  readonly emit: Emit;
}

/** Fetches, validates and applies configuration. */
export interface ConfigUpdater {
  /** One fetch at a time; calls made meanwhile share the next one (client-sdk 69). */
  reload(commit?: string): Promise<ReloadOutcome>;
  /** Puts the copy on disk in force; false when there is none that the schema takes. */
  takeCopy(): Promise<boolean>;
  /** Puts in force what there is without a server; false when the schema needs more. */
  takeLocal(): Promise<boolean>;
  /** Told what each reload came to, whoever asked for it. */
  onOutcome(listen: (outcome: ReloadOutcome) => void): Cancel;
  readonly lastError: ConfigRejected | undefined;
  readonly problem: string | undefined;
  stop(): Promise<void>;
}

/** The pipeline from the server's answer to the configuration in force (client-sdk 3.5). */
export function createConfigUpdater<Config>(
  options: ConfigUpdaterOptions<Config>,
  runtime: Runtime,
): ConfigUpdater {
  return new PollingUpdater(options, runtime);
}

class PollingUpdater<Config> implements ConfigUpdater {
  readonly #options: ConfigUpdaterOptions<Config>;
  readonly #runtime: Runtime;
  readonly #outage: Outage;
  readonly #backoff: Backoff;
  readonly #loop: PacedLoop;
  readonly #listeners = new Set<(outcome: ReloadOutcome) => void>();
  /** The newest commit that somebody asked for and no answer has covered yet. */
  #commit: string | undefined;
  #lastError: ConfigRejected | undefined;
  #saving: Promise<void> = Promise.resolve();
  #outcome: ReloadOutcome = { kind: 'unavailable', problem: 'not loaded yet', refused: false };

  constructor(options: ConfigUpdaterOptions<Config>, runtime: Runtime) {
    this.#options = options;
    this.#runtime = runtime;
    this.#outage = new Outage('config', options.emit, runtime.logger);
    this.#backoff = createBackoff(runtime.random);
    this.#loop = createPacedLoop({ timers: runtime.timers, run: () => this.#run() });
  }

  get lastError(): ConfigRejected | undefined {
    return this.#lastError;
  }

  get problem(): string | undefined {
    return this.#outage.problem;
  }

  async reload(commit?: string): Promise<ReloadOutcome> {
    this.#commit = commit ?? this.#commit;
    await this.#loop.runNow();
    return this.#outcome;
  }

  onOutcome(listen: (outcome: ReloadOutcome) => void): Cancel {
    this.#listeners.add(listen);
    return () => this.#listeners.delete(listen);
  }

  async takeCopy(): Promise<boolean> {
    const loaded = await this.#options.copy?.load();
    return loaded?.ok === true && (await this.#takeQuietly(loaded.value));
  }

  takeLocal(): Promise<boolean> {
    return this.#takeQuietly(undefined);
  }

  async stop(): Promise<void> {
    this.#options.exchange?.close();
    await this.#loop.stop();
    this.#outcome = { kind: 'unavailable', problem: 'the client was closed', refused: false };
    await this.#saving;
  }

  async #run(): Promise<number | undefined> {
    const { exchange, pollIntervalMs } = this.#options;
    const outcome = await (exchange === undefined ? this.#take(undefined) : this.#fetch(exchange));
    this.#outcome = outcome;
    for (const listen of this.#listeners) listen(outcome);
    if (outcome.kind === 'unavailable') return this.#backoff.nextMs();
    return pollIntervalMs === 0 ? undefined : jittered(pollIntervalMs, this.#runtime.random);
  }

  async #fetch(server: ConfigExchange): Promise<ReloadOutcome> {
    const asked = this.#commit;
    const fetched = await server.fetch(this.#options.key, asked);
    if (fetched.kind !== 'ok') {
      const { kind, problem } = fetched;
      this.#outage.begin(problem);
      return { kind: 'unavailable', problem, refused: kind === 'refused' };
    }
    this.#outage.end();
    this.#backoff.reset();
    if (this.#commit === asked) this.#commit = undefined;
    const taken = await this.#take(fetched.environment);
    if (taken.kind === 'applied') this.#keepCopy(fetched.environment);
    return taken;
  }

  async #take(environment: Environment | undefined): Promise<ReloadOutcome> {
    const { store, emit } = this.#options;
    const version = environment?.version ?? undefined;
    const bound = await this.#bind(environment);
    if (!bound.ok) return { kind: 'rejected', rejected: this.#reject(version, bound.problem) };
    this.#lastError = undefined;
    const previous = store.loaded ? { config: store.current } : undefined;
    const keys = store.replace(bound.value, version);
    if (keys.length === 0) return { kind: 'unchanged' };
    if (previous !== undefined) {
      if (store.current !== previous.config) store.tell(previous.config, { keys, version });
      emit('config:changed', { keys, version });
    }
    return { kind: 'applied', keys };
  }

  #bind(environment: Environment | undefined): ReturnType<typeof bindConfig> {
    const { local, rules } = this.#options;
    return bindConfig(withRemote(local, environment), rules);
  }

  /** Told once per version, however often it is met (client-sdk 64). */
  #reject(version: string | undefined, issues: readonly string[]): ConfigRejected {
    const rejected = { version, issues };
    const known = this.#lastError !== undefined && this.#lastError.version === version;
    this.#lastError = rejected;
    if (!known) {
      this.#runtime.logger.warn('configuration refused, the one in force stays', rejected);
      this.#options.emit('config:rejected', rejected);
    }
    return rejected;
  }

  /** In the background: a slow disk delays no refresh. */
  #keepCopy(environment: Environment): void {
    this.#saving = this.#saving.then(async () => {
      const saved = await this.#options.copy?.save(environment);
      if (saved?.ok !== false) return;
      const { problem } = saved;
      this.#runtime.logger.warn('the copy of the configuration could not be written', { problem });
    });
  }

  /** Without telling anybody: this is what a client starts with. */
  async #takeQuietly(environment: Environment | undefined): Promise<boolean> {
    const { store } = this.#options;
    const bound = await this.#bind(environment);
    if (bound.ok && !store.loaded) store.replace(bound.value, environment?.version ?? undefined);
    return bound.ok;
  }
}

function withRemote(local: LayeredSources, environment: Environment | undefined): LayeredSources {
  const remote = environment === undefined ? [] : remoteSources(environment);
  return { ...local, belowEnvironment: [...remote, ...local.belowEnvironment] };
}
