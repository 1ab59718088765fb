import { type Cancel, messageOf, VernalError } from '@vernal/core';
import type {
  ConfigRepository,
  LoggedCommit,
  RepositoryStatus,
} from '../../ports/config-repository.ts';
import { ChangeListeners } from './change-listeners.ts';
import { isCommitPartOf } from './commit-ancestry.ts';
import { readCommitLog } from './commit-log.ts';
import { isDamage } from './fetch-problem.ts';
import { gitEnvironment } from './git-environment.ts';
import { GitObjects } from './git-objects.ts';
import { Mirror } from './mirror.ts';
import { ObjectReader } from './object-reader.ts';
import { PollSchedule } from './poll-schedule.ts';
import { RemoteBreaker } from './remote-breaker.ts';
import type { RepositorySettings } from './repository-settings.ts';
import { SharedCheck } from './shared-check.ts';

/** A remote that is damaged itself is not fetched whole again and again. */
const REBUILD_PAUSE_MS = 600_000;
/** Polls of a remote that fails come this much later at most. */
const LONGEST_BACKOFF = 10;
/** What a mirror that is whole can't come up with. */
const SIGNS_OF_DAMAGE = new Set(['CONFIG_UNKNOWN_OBJECT', 'CONFIG_GIT_READER']);

/** A repository on a Git host, read from a bare mirror that is brought up to date by fetching. */
export class RemoteRepository implements ConfigRepository {
  readonly uri: string;
  /** Missing for a mirror that holds the newest commits only. */
  readonly log?: (commit: string) => AsyncIterable<LoggedCommit>;
  readonly isPartOf?: (commit: string, later: string) => Promise<boolean>;
  readonly #settings: RepositorySettings;
  readonly #mirror: Mirror;
  readonly #reader: ObjectReader;
  readonly #objects: GitObjects;
  readonly #breaker: RemoteBreaker;
  readonly #checks: SharedCheck;
  readonly #polls: PollSchedule;
  readonly #listeners = new ChangeListeners();
  #refs = '';
  #checkedAt: number | undefined;
  #checkedBefore: number | undefined;
  #attemptedAt = 0;
  #isCheckedAside = false;
  #isDamaged = false;
  #stopped = false;
  #noRebuildBefore = 0;
  #problem: string | undefined;

  constructor(settings: RepositorySettings) {
    const { address, environment, readers, trees, hosts, timers, random } = settings;
    const host = hosts.of(address.uri);
    this.uri = address.uri;
    this.#settings = settings;
    this.#mirror = new Mirror(settings);
    const { gitFolder } = this.#mirror;
    const git = { gitFolder, environment: gitEnvironment(environment, []) };
    this.#reader = new ObjectReader(gitFolder, git.environment, readers);
    this.#objects = new GitObjects(this.#reader, trees);
    if (settings.depth === undefined) {
      this.log = (commit) => readCommitLog(git, commit);
      this.isPartOf = (commit, later) => isCommitPartOf(git, commit, later);
    }
    this.#breaker = new RemoteBreaker(settings.clock);
    this.#checks = new SharedCheck(host, () => this.#check());
    const restMs = () => this.#restMs();
    const poll = () => this.#checks.ask();
    this.#polls = new PollSchedule({ host, timers, random, restMs, poll });
  }

  get status(): RepositoryStatus {
    const checkedAt = this.#checkedAt ?? this.#checkedBefore;
    const problemSince = this.#breaker.failingSince;
    return {
      available: this.#refs !== '' || this.#checkedAt !== undefined,
      ...(checkedAt === undefined ? {} : { checkedAt }),
      ...(this.#problem === undefined ? {} : { problem: this.#problem }),
      ...(problemSince === undefined ? {} : { problemSince }),
    };
  }

  /** Waits for the remote only without a mirror, and then for so long as a request: what an earlier run fetched is served. */
  async start(): Promise<void> {
    await this.#settings.hosts.open(() => this.#openMirror());
    if (this.#settings.mayBeAwayAtStart === false) await this.#mustBeThere();
    else if (this.#refs === '') await this.fetch();
    else void this.#checks.ask();
    if (this.#settings.refreshRateMs >= 0) await this.#polls.start();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#mirror.stop();
    await this.#polls.stop();
    await this.#checks.stop();
    await this.#reader.stop();
    await this.#mirror.close();
  }

  stamp(): string | undefined {
    return this.#mustCheck() ? undefined : this.#refs;
  }

  async refresh(): Promise<void> {
    if (!this.#mustCheck()) return;
    if (this.#breaker.isOpen) this.#checkAside();
    else await this.fetch();
  }

  fetch(): Promise<void> {
    return this.#withinTimeout(this.#checks.ask());
  }

  commitOf(label: string): Promise<string | undefined> {
    return this.#mended(async () => {
      const commit = await this.#objects.commitOf(label);
      if (commit !== undefined || !this.#isBranch(label)) return commit;
      throw new VernalError('CONFIG_UNKNOWN_OBJECT', `the commit of ${label} can not be read`);
    });
  }

  files(commit: string): Promise<ReadonlyMap<string, string>> {
    return this.#mended(() => this.#objects.files(commit));
  }

  committedAt(commit: string): Promise<number> {
    return this.#mended(() => this.#objects.committedAt(commit));
  }

  read(objectId: string, maxBytes?: number): Promise<Uint8Array> {
    return this.#mended(() => this.#objects.read(objectId, maxBytes));
  }

  onChange(run: () => void): Cancel {
    return this.#listeners.add(run);
  }

  async #openMirror(): Promise<void> {
    await this.#mirror.prepare();
    this.#checkedBefore = await this.#mirror.checkedAt();
    try {
      this.#refs = await this.#mirror.open();
    } catch (error) {
      if (!isDamage(error)) throw error;
      this.#suspect(error);
    }
  }

  /** However long the first fetch takes. What an earlier run fetched will do. */
  async #mustBeThere(): Promise<void> {
    await this.#checks.ask();
    if (this.status.available) return;
    const message = `${this.uri}: ${this.#problem ?? 'was never fetched'}`;
    throw new VernalError('CONFIG_FETCH_FAILED', message);
  }

  #isBranch(label: string): boolean {
    return `\n${this.#refs}`.includes(`\nrefs/heads/${label} `);
  }

  #mustCheck(): boolean {
    const { refreshRateMs, clock } = this.#settings;
    if (this.#breaker.isResting || this.#isCheckedAside) return false;
    if (this.#checkedAt === undefined || refreshRateMs === 0) return true;
    return refreshRateMs > 0 && clock.now() - this.#checkedAt >= refreshRateMs;
  }

  /** A remote that was bad a moment ago is asked, but not waited for. */
  #checkAside(): void {
    this.#isCheckedAside = true;
    void this.#checks.ask().then(() => {
      this.#isCheckedAside = false;
    });
  }

  /** Polls make up for requests: none is due soon after a check, and a remote that fails is left alone for longer. */
  #restMs(): number {
    const { pollIntervalMs, refreshRateMs, clock } = this.#settings;
    const intervalMs = Math.max(pollIntervalMs, refreshRateMs);
    const failingMs = this.#attemptedAt - (this.#breaker.failingSince ?? this.#attemptedAt);
    const backoffMs = Math.min(failingMs, intervalMs * LONGEST_BACKOFF);
    return this.#attemptedAt + Math.max(intervalMs, backoffMs) - clock.now();
  }

  async #check(): Promise<void> {
    const { clock } = this.#settings;
    this.#attemptedAt = clock.now();
    try {
      const refs = await this.#fetchOrRebuild();
      this.#succeeded(refs);
    } catch (error) {
      this.#failed(messageOf(error));
    }
  }

  #succeeded(refs: string): void {
    const { logger, clock } = this.#settings;
    if (this.#problem !== undefined) {
      logger.info('the repository answers again', { repository: this.uri });
    }
    this.#problem = undefined;
    this.#breaker.succeeded();
    this.#checkedAt = clock.now();
    if (refs === this.#refs) return;
    this.#refs = refs;
    this.#listeners.tell();
    this.#mirror.tidy().catch((error: unknown) => {
      logger.warn('cannot pack the mirror', { repository: this.uri, problem: messageOf(error) });
    });
  }

  #failed(problem: string): void {
    if (this.#stopped) return;
    const { logger, clock } = this.#settings;
    this.#breaker.failed(clock.now() - this.#attemptedAt);
    if (problem === this.#problem) return;
    this.#problem = problem;
    const serving = this.status.available ? 'serving what is there' : 'there is nothing to serve';
    logger.warn(`cannot reach the repository, ${serving}`, { repository: this.uri, problem });
  }

  /** A damaged mirror is of no use: it is made anew, once in a while. */
  async #fetchOrRebuild(): Promise<string> {
    if (this.#isDamaged && this.#mayRebuild()) return this.#rebuild();
    try {
      return await this.#mirror.fetch(this.#refs);
    } catch (error) {
      if (!isDamage(error) || !this.#mayRebuild()) throw error;
      this.#suspect(error);
      return this.#rebuild();
    }
  }

  #mayRebuild(): boolean {
    return this.#settings.clock.now() >= this.#noRebuildBefore;
  }

  async #rebuild(): Promise<string> {
    const { clock } = this.#settings;
    try {
      const refs = await this.#mirror.rebuild();
      this.#isDamaged = false;
      this.#noRebuildBefore = clock.now() + REBUILD_PAUSE_MS;
      this.#reader.release();
      return refs;
    } catch (error) {
      if (isDamage(error)) this.#noRebuildBefore = clock.now() + REBUILD_PAUSE_MS;
      throw error;
    }
  }

  #suspect(error: unknown): void {
    if (this.#isDamaged) return;
    this.#isDamaged = true;
    const fields = { repository: this.uri, problem: messageOf(error) };
    this.#settings.logger.warn('the mirror is damaged and fetched anew', fields);
  }

  /** What can't be read although it must be there is read again once the mirror was made anew. */
  async #mended<Result>(read: () => Promise<Result>): Promise<Result> {
    try {
      return await read();
    } catch (error) {
      const isSign = error instanceof VernalError && SIGNS_OF_DAMAGE.has(error.code);
      if (!isSign || this.#stopped || !this.#mayRebuild()) throw error;
      this.#suspect(error);
      await this.fetch();
      return read();
    }
  }

  /** The check goes on when the time is up; only the waiting ends, for this caller and those that follow. */
  async #withinTimeout(check: Promise<void>): Promise<void> {
    const { timers, timeoutMs } = this.#settings;
    let cancel: Cancel | undefined;
    const timeout = new Promise<void>((resolve) => {
      cancel = timers.after(timeoutMs, () => {
        this.#breaker.keptWaiting();
        resolve();
      });
    });
    await Promise.race([check, timeout]);
    cancel?.();
  }
}
