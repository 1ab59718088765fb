import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import {
  type Cancel,
  type Clock,
  createPeriodic,
  type Logger,
  messageOf,
  type Periodic,
  type Timers,
  VernalError,
} from '@vernal/core';
import { type FSWatcher, watch } from 'chokidar';
import { RecentMap } from '../../domain/recent-map.ts';
import type { ConfigRepository, RepositoryStatus } from '../../ports/config-repository.ts';
import { FileContents, hashOf } from './file-contents.ts';
import { folderFiles, isIgnoredName } from './folder-files.ts';

/** How many states of the folders stay readable. */
const REMEMBERED_STATES = 50;

/** What a native repository is opened with. */
export interface NativeSettings {
  /** The folders that are served. Absolute. */
  readonly roots: readonly string[];
  /** The option that names them, to be told when one is not there at the start. */
  readonly option?: string;
  /** Time between looks at the folders that nobody asked for. */
  readonly lookIntervalMs: number;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly logger: Logger;
}

/** What the folders held at one time. */
interface FolderState {
  readonly id: string;
  readonly files: ReadonlyMap<string, string>;
  readonly modifiedAt: number;
}

/**
 * Plain folders as a repository: every state that was seen counts as a commit, named by a hash of all contents.
 * Labels say which folders are searched, not which state is read, so each means the newest (config-protocol 4.8).
 */
export class NativeRepository implements ConfigRepository {
  /** Paths of files are absolute. */
  readonly uri = 'file:';
  readonly #settings: NativeSettings;
  readonly #contents = new FileContents();
  readonly #states = new RecentMap<string, FolderState>(REMEMBERED_STATES);
  readonly #looks: Periodic;
  readonly #listeners = new Set<() => void>();
  #newest: FolderState | undefined;
  #watcher: FSWatcher | undefined;
  #problem: string | undefined;

  constructor(settings: NativeSettings) {
    this.#settings = settings;
    this.#looks = createPeriodic({
      timers: settings.timers,
      intervalMs: settings.lookIntervalMs,
      run: () => this.#look(),
      onError: (error) => this.#failed(error),
    });
  }

  get status(): RepositoryStatus {
    const checked = this.#problem === undefined ? { checkedAt: this.#settings.clock.now() } : {};
    const problem = this.#problem === undefined ? {} : { problem: this.#problem };
    return { available: this.#newest !== undefined, ...checked, ...problem };
  }

  async start(): Promise<void> {
    this.#warnOfMissing();
    this.#watch();
    await this.#looks.start();
    await this.#looks.runNow();
  }

  async stop(): Promise<void> {
    const watcher = this.#watcher;
    this.#watcher = undefined;
    await Promise.all([watcher?.close(), this.#looks.stop()]);
  }

  /** A look at the folders is always needed. */
  stamp(): undefined {
    return undefined;
  }

  refresh(): Promise<void> {
    return this.#looks.runNow();
  }

  fetch(): Promise<void> {
    return this.#looks.runNow();
  }

  commitOf(label: string): Promise<string | undefined> {
    return Promise.resolve(this.#states.get(label)?.id ?? this.#newest?.id);
  }

  async files(commit: string): Promise<ReadonlyMap<string, string>> {
    return this.#stateOf(commit).files;
  }

  async committedAt(commit: string): Promise<number> {
    return this.#stateOf(commit).modifiedAt;
  }

  read(objectId: string, maxBytes?: number): Promise<Uint8Array> {
    return this.#contents.read(objectId, maxBytes);
  }

  onChange(run: () => void): Cancel {
    this.#listeners.add(run);
    return () => this.#listeners.delete(run);
  }

  #stateOf(commit: string): FolderState {
    const state = this.#states.get(commit);
    if (state !== undefined) return state;
    throw new VernalError('CONFIG_UNKNOWN_COMMIT', `there is no state ${commit} of the folders`);
  }

  async #look(): Promise<void> {
    const state = await this.#readState();
    this.#problem = undefined;
    if (state.id === this.#newest?.id) return;
    this.#newest = state;
    this.#states.set(state.id, state);
    for (const run of this.#listeners) run();
  }

  async #readState(): Promise<FolderState> {
    const { roots, clock } = this.#settings;
    const now = clock.now();
    const found = (await Promise.all(roots.map(folderFiles))).flat();
    const files = new Map<string, string>();
    for (const file of found.toSorted((left, right) => (left.path < right.path ? -1 : 1))) {
      files.set(file.path.replace(/^\//, ''), await this.#contents.idOf(file, now));
    }
    const modifiedAt = found.reduce((latest, file) => Math.max(latest, file.modifiedAt), 0);
    return { id: hashOf(JSON.stringify([...files])), files, modifiedAt: Math.floor(modifiedAt) };
  }

  /** They may be mounted or made later. */
  #warnOfMissing(): void {
    const { roots, option, logger } = this.#settings;
    const missing = roots.filter((root) => !existsSync(root));
    if (missing.length > 0) logger.warn('folders are not there yet', { option, folders: missing });
  }

  #watch(): void {
    const roots = this.#settings.roots.map((root) => resolve(root));
    const watcher = watch(roots, {
      ignoreInitial: true,
      ignored: (path) => !roots.includes(path) && isIgnoredName(basename(path)),
    });
    this.#watcher = watcher;
    watcher.on('all', () => void this.#looks.runNow());
    watcher.on('error', (error) => {
      const fields = { folders: this.#settings.roots, error: messageOf(error) };
      this.#settings.logger.warn('cannot watch the folders, looking at intervals instead', fields);
    });
  }

  #failed(error: unknown): void {
    const problem = messageOf(error);
    if (problem !== this.#problem) {
      this.#settings.logger.warn('cannot read the folders, serving what was there', { problem });
    }
    this.#problem = problem;
  }
}
