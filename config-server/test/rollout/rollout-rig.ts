import { createBus, createMemoryTransport, MemoryHub } from '@vernal/bus';
import { silentLogger, systemTimers } from '@vernal/core';
import { ManualTime, RecordingLogger } from '@vernal/core/testing';
import type { ConfigKey, ConfigState, RemoteApplicationEvent } from '@vernal/protocol/bus';
import { BusAnnouncements } from '../../src/adapters/bus-announcements.ts';
import { singleBackend } from '../../src/backends/backend.ts';
import { Backends } from '../../src/backends/backends.ts';
import { parseConfigFile } from '../../src/domain/config-file.ts';
import { configKeyText } from '../../src/domain/config-query.ts';
import { AnnouncedStates } from '../../src/environments/announced-states.ts';
import { PLAIN_JSON } from '../../src/environments/answer-form.ts';
import { CommitsInForce } from '../../src/environments/commits-in-force.ts';
import { EnvironmentResolver } from '../../src/environments/environment-resolver.ts';
import { EnvironmentService } from '../../src/environments/environment-service.ts';
import { HeldCommits } from '../../src/environments/held-commits.ts';
import { KnownKeys } from '../../src/environments/known-keys.ts';
import { LabelResolver } from '../../src/environments/label-resolver.ts';
import { Pins } from '../../src/environments/pins.ts';
import type { ConfigRepository } from '../../src/ports/config-repository.ts';
import type { ParseFile } from '../../src/ports/file-parsing.ts';
import type { KeyStore, KnownKey, SharedChange } from '../../src/ports/key-store.ts';
import type { PinStore } from '../../src/ports/pin-store.ts';
import { ChangeSweep } from '../../src/rollout/change-sweep.ts';
import { PinSharing } from '../../src/rollout/pin-sharing.ts';
import { StateSharing } from '../../src/rollout/state-sharing.ts';
import { backendOf } from '../backend-fixture.ts';
import { MemoryRepository } from '../memory-repository.ts';

/** Keeps known keys for as long as the test has it: a disk that outlives a server. */
class MemoryKeyStore implements KeyStore {
  readonly records = new Map<string, KnownKey>();
  async start(): Promise<void> {}
  async stop(): Promise<void> {}

  async all(): Promise<readonly KnownKey[]> {
    return [...this.records.values()];
  }

  async save(known: KnownKey): Promise<void> {
    this.records.set(configKeyText(known), known);
  }

  async change(keys: readonly ConfigKey[], change: SharedChange): Promise<void> {
    for (const keyText of keys.map(configKeyText)) {
      const known = this.records.get(keyText);
      if (known !== undefined) this.records.set(keyText, { ...known, ...change });
    }
  }
}

/** Pins live in memory only. */
const emptyPinStore: PinStore = {
  start: () => Promise.resolve(),
  stop: () => Promise.resolve(),
  all: () => Promise.resolve([]),
  save: () => Promise.resolve(),
};

/** What outlives a restart of the server. */
export interface Surroundings<Repository extends ConfigRepository = MemoryRepository> {
  readonly repository: Repository;
  readonly store: MemoryKeyStore;
  readonly hub: MemoryHub;
}

export function createSurroundings(): Surroundings {
  return { repository: new MemoryRepository(), store: new MemoryKeyStore(), hub: new MemoryHub() };
}

/** The config server's inside without HTTP and Git, on a bus in memory. */
export async function startServer(
  surroundings: Surroundings<ConfigRepository>,
  options: {
    holdBroken?: boolean;
    searchPaths?: readonly string[];
    busId?: string;
    maxKnownKeys?: number;
    parse?: ParseFile;
  } = {},
) {
  const { repository, store, hub } = surroundings;
  const { holdBroken = true, searchPaths = ['/'], maxKnownKeys = 1_000 } = options;
  const { parse = parseConfigFile } = options;
  const time = new ManualTime();
  const logger = new RecordingLogger();
  const bus = createBus({
    transport: createMemoryTransport(hub),
    busId: options.busId ?? 'vernal-config:8888:server',
    clock: time,
    logger: silentLogger,
  });
  const announcements = new BusAnnouncements({ bus, clock: time, logger });
  const knownKeys = new KnownKeys(store, { limit: maxKnownKeys, logger });
  const held = new HeldCommits(logger);
  const backends = new Backends([singleBackend({ ...backendOf(repository), searchPaths })]);
  const pins = new Pins(emptyPinStore);
  const labels = new LabelResolver(backends, 'fail', pins);
  const resolver = new EnvironmentResolver({ overrides: [], logger, parse });
  const announcedStates = new AnnouncedStates();
  const commitsInForce = new CommitsInForce({
    labels,
    resolver,
    knownKeys,
    held,
    announcements,
    announcedStates,
    clock: time,
    holdBroken,
  });
  const environments = new EnvironmentService({
    backends,
    labels,
    commitsInForce,
    acceptEmpty: true,
  });
  const sweep = new ChangeSweep({
    backends,
    commitsInForce,
    knownKeys,
    announcements,
    onBusConnect: (run) => bus.onConnect(run),
    timers: time,
    logger,
  });
  const settleAll = () => sweep.runNow();
  const lookNow = () => backends.fetch().then(settleAll);
  const shared = { announcedStates, backends, knownKeys, commitsInForce };
  const parts = [
    ...[knownKeys, backends, sweep],
    new PinSharing({ pins, bus, settleAll, logger }),
    new StateSharing({ ...shared, bus, lookNow, timers: systemTimers, logger }),
    bus,
  ];
  for (const part of parts) await part.start();
  return {
    environments,
    backends,
    held,
    knownKeys,
    pins,
    sweep,
    logger,
    time,
    /** From now on; the function says how many there were. */
    countResolutions() {
      const resolve = resolver.resolveAnew.bind(resolver);
      let count = 0;
      resolver.resolveAnew = (key, commits) => {
        count += 1;
        return resolve(key, commits);
      };
      return () => count;
    },
    async get(application: string, profiles = 'default', toldCommit?: string) {
      const key = { application, profiles, label: null };
      const told = toldCommit === undefined ? {} : { toldCommit };
      return environments.answer({ key, form: PLAIN_JSON, ...told });
    },
    async stop() {
      for (const part of parts.toReversed()) await part.stop();
    },
  };
}

/** A service that listens on the bus. */
export async function startListener(hub: MemoryHub) {
  const events: RemoteApplicationEvent[] = [];
  const states: ConfigState[] = [];
  const bus = createBus({
    transport: createMemoryTransport(hub),
    busId: 'everyone:0:listener',
    configNames: ['orders', 'billing'],
    clock: new ManualTime(),
    logger: silentLogger,
  });
  bus.onEvent((event) => events.push(event));
  for (const application of ['orders', 'billing']) {
    bus.onState({ application, profiles: 'default', label: null }, (state) => states.push(state));
  }
  await bus.start();
  return { events, states, stop: () => bus.stop() };
}
