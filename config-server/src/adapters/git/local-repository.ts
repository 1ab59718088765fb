import { type Cancel, messageOf, VernalError } from '@vernal/core';
import { type FSWatcher, watch } from 'chokidar';
import { RecentMap } from '../../domain/recent-map.ts';
import type {
  ConfigRepository,
  LoggedCommit,
  RepositoryStatus,
} from '../../ports/config-repository.ts';
import { ChangeListeners } from './change-listeners.ts';
import { isCommitPartOf } from './commit-ancestry.ts';
import { readCommitLog } from './commit-log.ts';
import { gitEnvironment } from './git-environment.ts';
import { findGitFolder, refsStamp } from './git-folder.ts';
import { GitObjects } from './git-objects.ts';
import { ObjectReader } from './object-reader.ts';
import type { RepositorySettings } from './repository-settings.ts';

const REMEMBERED_LABELS = 1_000;

interface Opened {
  readonly gitFolder: string;
  readonly reader: ObjectReader;
  readonly objects: GitObjects;
  readonly watcher: FSWatcher;
}

/**
 * A repository on this machine, read where it is: never changed, nothing checked out, and asked at
 * every request, since that costs no more than a look at its refs. A push is noticed at once.
 */
export class LocalRepository implements ConfigRepository {
  readonly uri: string;
  readonly #settings: RepositorySettings;
  readonly #path: string;
  readonly #environment: Record<string, string>;
  readonly #listeners = new ChangeListeners();
  /** What labels meant when they were last asked for: serves on while the repository is away. */
  readonly #lastCommits = new RecentMap<string, string>(REMEMBERED_LABELS);
  #opened: Opened | undefined;
  #cancelPoll: Cancel | undefined;

  constructor(settings: RepositorySettings, path: string) {
    this.uri = settings.address.uri;
    this.#settings = settings;
    this.#path = path;
    // Git refuses the repositories of other users unless they are named.
    this.#environment = gitEnvironment(settings.environment, [['safe.directory', '*']]);
  }

  get status(): RepositoryStatus {
    if (this.#isAway()) return { available: this.#opened !== undefined, problem: this.#absence() };
    return { available: true, checkedAt: this.#settings.clock.now() };
  }

  /** A repository that does not exist yet is looked for again with every poll and request. */
  start(): Promise<void> {
    this.#open();
    const { option, logger } = this.#settings;
    if (this.#opened === undefined && option !== undefined) {
      logger.warn('there is no Git repository yet', { option, folder: this.#path });
    }
    this.#cancelPoll ??= this.#settings.timers.every(this.#settings.pollIntervalMs, () => {
      this.#open();
      this.#listeners.tell();
    });
    return Promise.resolve();
  }

  async stop(): Promise<void> {
    this.#cancelPoll?.();
    this.#cancelPoll = undefined;
    const opened = this.#opened;
    this.#opened = undefined;
    await Promise.all([opened?.watcher.close(), opened?.reader.stop()]);
  }

  stamp(labels: readonly string[]): string | undefined {
    return this.#opened === undefined ? undefined : refsStamp(this.#opened.gitFolder, labels);
  }

  refresh(): Promise<void> {
    if (this.#cancelPoll !== undefined) this.#open();
    return Promise.resolve();
  }

  fetch(): Promise<void> {
    return this.refresh();
  }

  async commitOf(label: string): Promise<string | undefined> {
    const commit = await this.#opened?.objects.commitOf(label);
    if (commit === undefined) return this.#isAway() ? this.#lastCommits.get(label) : undefined;
    this.#lastCommits.set(label, commit);
    return commit;
  }

  async files(commit: string): Promise<ReadonlyMap<string, string>> {
    return this.#objects().files(commit);
  }

  async committedAt(commit: string): Promise<number> {
    return this.#objects().committedAt(commit);
  }

  log(commit: string): AsyncIterable<LoggedCommit> {
    const gitFolder = this.#opened?.gitFolder ?? this.#path;
    return readCommitLog({ gitFolder, environment: this.#environment }, commit);
  }

  isPartOf(commit: string, later: string): Promise<boolean> {
    const gitFolder = this.#opened?.gitFolder ?? this.#path;
    return isCommitPartOf({ gitFolder, environment: this.#environment }, commit, later);
  }

  async read(objectId: string, maxBytes?: number): Promise<Uint8Array> {
    return this.#objects().read(objectId, maxBytes);
  }

  onChange(run: () => void): Cancel {
    return this.#listeners.add(run);
  }

  #objects(): GitObjects {
    if (this.#opened !== undefined) return this.#opened.objects;
    throw new VernalError('CONFIG_NO_REPOSITORY', this.#absence());
  }

  #isAway(): boolean {
    return findGitFolder(this.#path) === undefined;
  }

  #absence(): string {
    return `there is no Git repository at ${this.uri}`;
  }

  #open(): void {
    const gitFolder = this.#opened === undefined ? findGitFolder(this.#path) : undefined;
    if (gitFolder === undefined) return;
    const reader = new ObjectReader(gitFolder, this.#environment, this.#settings.readers);
    this.#opened = {
      gitFolder,
      reader,
      objects: new GitObjects(reader, this.#settings.trees),
      watcher: this.#watchRefs(gitFolder),
    };
  }

  #watchRefs(gitFolder: string): FSWatcher {
    const watcher = watch([`${gitFolder}/refs`, `${gitFolder}/packed-refs`], {
      ignoreInitial: true,
      ignored: (path) => path.endsWith('.lock'),
    });
    watcher.on('all', () => this.#listeners.tell());
    // chokidar drops a second change of a file within 50 ms for good: two pushes in a row would be one.
    watcher.on('raw', (_event, path) => {
      if (!path.endsWith('.lock')) this.#listeners.tell();
    });
    watcher.on('error', (error) => {
      const fields = { repository: this.uri, error: messageOf(error) };
      this.#settings.logger.warn('cannot watch the repository, polling it instead', fields);
    });
    return watcher;
  }
}
