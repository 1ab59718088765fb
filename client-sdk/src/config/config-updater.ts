import type { Cancel } from '@vernal/core';
import type { ConfigKey } from '@vernal/protocol/bus';
import type { Environment } from '@vernal/protocol/config';
import type { Emit } from '../events/client-events.ts';
import type { ConfigRejected } from '../events/config-events.ts';
import { Outage } from '../events/outage.ts';
import { createBackoff, jittered } from '../pacing/backoff.ts';
import { createPacedLoop } from '../pacing/paced-loop.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { type BindRules, bindConfig, type LayeredSources } from './bind-config.ts';
import type { ConfigExchange } from './config-exchange.ts';
import { remoteSources } from './config-source.ts';
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
  { timers, random, logger }: Runtime,
): ConfigUpdater {
  const { key, store, exchange, local, rules, copy, pollIntervalMs, emit } = options;
  const outage = new Outage('config', emit, logger);
  const backoff = createBackoff(random);
  const listeners = new Set<(outcome: ReloadOutcome) => void>();
  let commit: string | undefined;
  let lastError: ConfigRejected | undefined;
  let saving: Promise<void> = Promise.resolve();
  let outcome: ReloadOutcome = { kind: 'unavailable', problem: 'not started', refused: false };

  const loop = createPacedLoop({
    timers,
    async run() {
      outcome = exchange === undefined ? await take(undefined) : await fetchAndTake(exchange);
      for (const listen of listeners) listen(outcome);
      if (outcome.kind === 'unavailable') return backoff.nextMs();
      return pollIntervalMs === 0 ? undefined : jittered(pollIntervalMs, random);
    },
  });

  async function fetchAndTake(server: ConfigExchange): Promise<ReloadOutcome> {
    const asked = commit;
    const fetched = await server.fetch(key, asked);
    if (fetched.kind !== 'ok') {
      outage.begin(fetched.problem);
      return { ...fetched, kind: 'unavailable', refused: fetched.kind === 'refused' };
    }
    outage.end();
    backoff.reset();
    if (commit === asked) commit = undefined;
    const taken = await take(fetched.environment);
    if (taken.kind === 'applied') saving = saving.then(() => keepCopy(fetched.environment));
    return taken;
  }

  async function take(environment: Environment | undefined): Promise<ReloadOutcome> {
    const version = environment?.version ?? undefined;
    const bound = await bindConfig(withRemote(local, environment), rules);
    if (!bound.ok) return { kind: 'rejected', rejected: reject(version, bound.problem) };
    lastError = undefined;
    const previous = store.loaded ? { config: store.current } : undefined;
    const keys = store.replace(bound.value, version);
    if (previous === undefined) return { kind: 'applied', keys };
    if (keys.length === 0) return { kind: 'unchanged' };
    if (store.current !== previous.config) store.tell(previous.config, { keys, version });
    emit('config:changed', { keys, version });
    return { kind: 'applied', keys };
  }

  /** Told once per version, however often it is met (client-sdk 64). */
  function reject(version: string | undefined, issues: readonly string[]): ConfigRejected {
    const known = lastError !== undefined && lastError.version === version;
    lastError = { version, issues };
    if (!known) {
      logger.warn('configuration refused, the one in force stays', { version, issues });
      emit('config:rejected', lastError);
    }
    return lastError;
  }

  async function keepCopy(environment: Environment): Promise<void> {
    const saved = await copy?.save(environment);
    if (saved?.ok === false) {
      logger.warn('the copy of the configuration could not be written', { problem: saved.problem });
    }
  }

  async function takeQuietly(environment: Environment | undefined): Promise<boolean> {
    const bound = await bindConfig(withRemote(local, environment), rules);
    if (bound.ok && !store.loaded) store.replace(bound.value, environment?.version ?? undefined);
    return bound.ok;
  }

  return {
    async reload(wanted) {
      commit = wanted ?? commit;
      await loop.runNow();
      return outcome;
    },
    async takeCopy() {
      const loaded = await copy?.load();
      return loaded?.ok === true && (await takeQuietly(loaded.value));
    },
    takeLocal: () => takeQuietly(undefined),
    onOutcome(listen) {
      listeners.add(listen);
      return () => listeners.delete(listen);
    },
    get lastError() {
      return lastError;
    },
    get problem() {
      return outage.problem;
    },
    async stop() {
      exchange?.close();
      await loop.stop();
      await saving;
    },
  };
}

function withRemote(local: LayeredSources, environment: Environment | undefined): LayeredSources {
  const remote = environment === undefined ? [] : remoteSources(environment);
  return { ...local, belowEnvironment: [...remote, ...local.belowEnvironment] };
}
