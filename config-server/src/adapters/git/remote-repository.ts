import { type Cancel, createPeriodic, messageOf, type Periodic, VernalError } from '@vernal/core';
import type {
  CommitInfo,
  ConfigRepository,
  RepositoryStatus,
} from '../../ports/config-repository.ts';
import { ChangeListeners } from './change-listeners.ts';
import { gitEnvironment } from './git-environment.ts';
import { GitObjects } from './git-objects.ts';
import { Mirror } from './mirror.ts';
import { ObjectReader } from './object-reader.ts';
import type { RepositorySettings } from './repository-settings.ts';

/** A check that fails sooner costs the request that waits for it nothing. */
const SLOW_CHECK_MS = 1_000;
/** So long after a slow failure requests are served from memory at once. */
const PAUSE_MS = 5_000;
/** A remote that is damaged itself is not fetched whole again and again. */
const REBUILD_PAUSE_MS = 600_000;

/** A repository on a Git host, read from a bare mirror that is brought up to date by fetching. */
export class RemoteRepository implements ConfigRepository {
  readonly uri: string;
  readonly #settings: RepositorySettings;
  readonly #mirror: Mirror;
  readonly #reader: ObjectReader;
  readonly #objects: GitObjects;
  readonly #checks: Periodic;
  readonly #listeners = new ChangeListeners();
  #refs = '';
  #checkedAt: number | undefined;
  #pausedUntil = 0;
  #startedAt = 0;
  #noRebuildBefore = 0;
  #problem: string | undefined;

  constructor(settings: RepositorySettings) {
    this.uri = settings.address.uri;
    this.#settings = settings;
    this.#mirror = new Mirror(settings);
    this.#reader = new ObjectReader(
      this.#mirror.gitFolder,
      gitEnvironment(settings.environment, []),
      settings.readers,
    );
    this.#objects = new GitObjects(this.#reader);
    this.#checks = createPeriodic({
      timers: settings.timers,
      intervalMs: Math.max(settings.pollIntervalMs, settings.refreshRateMs),
      run: () => this.#check(),
      onError: (error) => this.#failed(error),
    });
  }

  get status(): RepositoryStatus {
    return {
      available: this.#refs !== '' || this.#checkedAt !== undefined,
      ...(this.#checkedAt === undefined ? {} : { checkedAt: this.#checkedAt }),
      ...(this.#problem === undefined ? {} : { problem: this.#problem }),
    };
  }

  /** Does not wait for a remote that is slow: what an earlier run fetched is served meanwhile. */
  async start(): Promise<void> {
    await this.#mirror.prepare();
    this.#refs = await this.#mirror.refs();
    if (this.#settings.refreshRateMs >= 0) await this.#checks.start();
    if (this.#settings.mayBeAwayAtStart === false) await this.#mustBeThere();
    else await this.#withinTimeout(this.#checks.runNow());
  }

  async stop(): Promise<void> {
    this.#mirror.stop();
    await this.#checks.stop();
    await this.#reader.stop();
    await this.#mirror.close();
  }

  stamp(): string | undefined {
    return this.#mustCheck() ? undefined : this.#refs;
  }

  async refresh(): Promise<void> {
    if (this.#mustCheck()) await this.fetch();
  }

  fetch(): Promise<void> {
    return this.#withinTimeout(this.#checks.runNow());
  }

  commitOf(label: string): Promise<string | undefined> {
    return this.#objects.commitOf(label);
  }

  files(commit: string): Promise<ReadonlyMap<string, string>> {
    return this.#objects.files(commit);
  }

  committedAt(commit: string): Promise<number> {
    return this.#objects.committedAt(commit);
  }

  describe(commit: string): Promise<CommitInfo> {
    return this.#objects.describe(commit);
  }

  read(objectId: string): Promise<Uint8Array> {
    return this.#objects.read(objectId);
  }

  onChange(run: () => void): Cancel {
    return this.#listeners.add(run);
  }

  /** However long the first fetch takes. What an earlier run fetched will do. */
  async #mustBeThere(): Promise<void> {
    await this.#checks.runNow();
    if (this.status.available) return;
    const message = `${this.uri}: ${this.#problem ?? 'was never fetched'}`;
    throw new VernalError('CONFIG_FETCH_FAILED', message);
  }

  #mustCheck(): boolean {
    const { refreshRateMs, clock } = this.#settings;
    const now = clock.now();
    if (now < this.#pausedUntil) return false;
    if (this.#checkedAt === undefined || refreshRateMs === 0) return true;
    return refreshRateMs > 0 && now - this.#checkedAt >= refreshRateMs;
  }

  async #check(): Promise<void> {
    this.#startedAt = this.#settings.clock.now();
    const refs = await this.#fetchOrRebuild();
    if (this.#problem !== undefined) {
      this.#settings.logger.info('the repository answers again', { repository: this.uri });
    }
    this.#problem = undefined;
    this.#pausedUntil = 0;
    this.#checkedAt = this.#settings.clock.now();
    const moved = refs !== this.#refs;
    this.#refs = refs;
    if (moved) this.#listeners.tell();
  }

  /** A damaged mirror is of no use: it is made anew, once in a while. */
  async #fetchOrRebuild(): Promise<string> {
    try {
      return await this.#mirror.fetch();
    } catch (error) {
      const { clock, logger } = this.#settings;
      const isDamaged = error instanceof VernalError && error.code === 'CONFIG_MIRROR_DAMAGED';
      if (!isDamaged || clock.now() < this.#noRebuildBefore) throw error;
      this.#noRebuildBefore = clock.now() + REBUILD_PAUSE_MS;
      const fields = { repository: this.uri, problem: messageOf(error) };
      logger.warn('the mirror is damaged and fetched anew', fields);
      await this.#mirror.rebuild();
      this.#reader.release();
      return this.#mirror.refs();
    }
  }

  #failed(error: unknown): void {
    const now = this.#settings.clock.now();
    if (now - this.#startedAt >= SLOW_CHECK_MS) this.#pausedUntil = now + PAUSE_MS;
    const problem = messageOf(error);
    if (problem !== this.#problem) {
      const fields = { repository: this.uri, problem };
      this.#settings.logger.warn('cannot reach the repository, serving what is there', fields);
    }
    this.#problem = problem;
  }

  /** The check goes on when the time is up; only the waiting ends, for this caller and those that follow. */
  async #withinTimeout(check: Promise<void>): Promise<void> {
    const { timers, timeoutMs, clock } = this.#settings;
    let cancel: Cancel | undefined;
    const timeout = new Promise<void>((resolve) => {
      cancel = timers.after(timeoutMs, () => {
        this.#pausedUntil = clock.now() + PAUSE_MS;
        resolve();
      });
    });
    await Promise.race([check, timeout]);
    cancel?.();
  }
}
