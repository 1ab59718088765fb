import { type Cancel, type Logger, messageOf, type Timers, VernalError } from '@vernal/core';
import type { InstanceInfo } from '@vernal/protocol/eureka';
import type {
  InstanceSource,
  RegistryStore,
  StoredRegistry,
  StoreState,
} from '../ports/registry-store.ts';
import { ChangeJournal } from './change-journal.ts';
import { type Change, GroupedWrites } from './grouped-writes.ts';
import { readStored } from './read-stored.ts';
import { SignOfLife } from './sign-of-life.ts';
import { writeSnapshot } from './snapshot-file.ts';
import { StoreFolder } from './store-folder.ts';

/** How long a store that failed waits before it tries its files again. */
const RETRY_AFTER_MS = 30_000;
/** A snapshot is due after so many changes, and as many again as it holds instances: then it halves the files. */
const SNAPSHOT_AFTER = 2_000;
/** It is due after so many journals too: each start begins one. */
const MAX_JOURNALS = 50;

/** What the store works with. */
export interface NedbRegistryStoreOptions {
  /** Folder of its files; made when it is missing. */
  readonly dataDir: string;
  readonly timers: Timers;
  readonly logger: Logger;
}

/**
 * Keeps instances in files: a snapshot, and NeDB journals of the changes since. Nothing is synced when a change
 * is written, so that a killed process loses nothing and a power cut may. Only the files hold what is kept:
 * a new snapshot is made of what the registry holds.
 */
export class NedbRegistryStore implements RegistryStore {
  readonly #options: NedbRegistryStoreOptions;
  readonly #folder: StoreFolder;
  readonly #signOfLife: SignOfLife;
  readonly #writes = new GroupedWrites((changes) => this.#append(changes));
  readonly #closing = new AbortController();
  #source: InstanceSource | undefined;
  #journal: ChangeJournal | undefined;
  #changesFrom = 0;
  #lastJournal = 0;
  /** Changes in journals that are older than the current one, and since the last snapshot. */
  #journaled = 0;
  #snapshotSize = 0;
  #upkeep: Promise<void> | undefined;
  #problem: string | undefined;
  #cancelRetry: Cancel | undefined;

  constructor(options: NedbRegistryStoreOptions) {
    this.#options = options;
    this.#folder = new StoreFolder(options.dataDir);
    this.#signOfLife = new SignOfLife(this.#folder.signOfLife);
  }

  get state(): StoreState {
    return this.#problem === undefined
      ? { kind: 'durable' }
      : { kind: 'degraded', problem: this.#problem };
  }

  /** @throws VernalError `REGISTRY_STORE_FORMAT` when a file is not ours to touch */
  async open(): Promise<StoredRegistry> {
    try {
      const stored = await readStored(this.#folder);
      this.#changesFrom = stored.changesFrom;
      this.#lastJournal = stored.lastJournal;
      this.#journaled = stored.journaled;
      this.#snapshotSize = stored.instances.length;
      if (!stored.isWhole) {
        this.#options.logger.error('files of the registry are damaged: some instances are lost');
      }
      const lastAliveMs = await this.#signOfLife.read();
      return { instances: stored.instances, lastAliveMs };
    } catch (error) {
      if (error instanceof VernalError) throw error;
      this.#degrade(error);
      return { instances: [], lastAliveMs: undefined };
    }
  }

  async record(source: InstanceSource): Promise<void> {
    this.#source = source;
    if (this.#problem !== undefined) {
      this.#retryLater();
      return;
    }
    try {
      await this.#beginJournal();
      this.#keepUp();
    } catch (error) {
      this.#degrade(error);
    }
  }

  save(instance: InstanceInfo): void {
    const { app, instanceId } = instance;
    if (this.#journal !== undefined) this.#writes.add({ app, instanceId, instance });
  }

  remove(app: string, instanceId: string): void {
    if (this.#journal !== undefined) this.#writes.add({ app, instanceId });
  }

  flushed(): Promise<void> {
    return this.#writes.flushed();
  }

  markAlive(nowMs: number): void {
    this.#signOfLife.give(nowMs);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#cancelRetry?.();
    await this.flushed();
    await this.#upkeep;
    await this.#signOfLife.written();
    this.#journal = undefined;
  }

  async #append(changes: Iterable<Change>): Promise<void> {
    const journal = this.#journal;
    try {
      await journal?.append(changes);
      this.#keepUp();
    } catch (error) {
      this.#degrade(error);
    }
  }

  /** Starts what is due: a new snapshot, or a new journal. */
  #keepUp(): void {
    if (this.#upkeep !== undefined || this.#cancelRetry !== undefined) return;
    if (this.#isSnapshotDue) this.#maintain(() => this.#compact());
    else if (this.#journal?.isFull) this.#maintain(() => this.#beginJournal());
  }

  get #isSnapshotDue(): boolean {
    const changes = this.#journaled + (this.#journal?.length ?? 0);
    const journals = this.#lastJournal - this.#changesFrom;
    return changes > SNAPSHOT_AFTER + this.#snapshotSize || journals > MAX_JOURNALS;
  }

  #maintain(work: () => Promise<unknown>): void {
    if (this.#closing.signal.aborted) return;
    const upkeep = work().then(
      () => undefined,
      (error: unknown) => this.#postpone(error),
    );
    this.#upkeep = upkeep.finally(() => {
      this.#upkeep = undefined;
    });
  }

  async #beginJournal(): Promise<number> {
    this.#lastJournal += 1;
    const journal = await ChangeJournal.begin(this.#folder, this.#lastJournal);
    this.#journaled += this.#journal?.length ?? 0;
    this.#journal = journal;
    return journal.number;
  }

  /** Everything anew: changes go into a new journal from here on, then the registry as it is into a snapshot. */
  async #compact(): Promise<void> {
    const isFresh = this.#journal?.length === 0;
    const changesFrom = isFresh ? this.#lastJournal : await this.#beginJournal();
    this.#snapshotSize = await this.#writeSnapshot(changesFrom);
    this.#changesFrom = changesFrom;
    this.#journaled = 0;
    this.#endTrouble();
    await this.#folder.removeJournalsBefore(changesFrom);
  }

  async #writeSnapshot(changesFrom: number): Promise<number> {
    const instances = this.#source?.() ?? [];
    const { signal } = this.#closing;
    try {
      return await writeSnapshot(this.#folder, { instances, changesFrom, signal });
    } catch (error) {
      if (this.#problem !== undefined) await this.#giveUpJournal();
      throw error;
    }
  }

  /** Attempts on a full disk leave nothing behind, or they would make it fuller. */
  async #giveUpJournal(): Promise<void> {
    this.#journal = undefined;
    await this.flushed();
    await this.#folder.removeJournal(this.#lastJournal).catch(() => undefined);
  }

  /** Called with a snapshot that holds everything; changes must have a journal to go into, too. */
  #endTrouble(): void {
    if (this.#problem === undefined || this.#journal === undefined) return;
    this.#problem = undefined;
    this.#options.logger.info('the registry writes its files again');
  }

  /** Without a journal to write to, registrations live in memory until the files can be written again. */
  #degrade(error: unknown): void {
    const { logger, dataDir } = this.#options;
    this.#journal = undefined;
    if (this.#problem === undefined) {
      logger.error('the registry cannot write its files: registrations live in memory only', {
        dataDir,
        error,
      });
    }
    this.#problem = messageOf(error);
    this.#retryLater();
  }

  /** Upkeep that failed changed nothing: the files in force stay so. */
  #postpone(error: unknown): void {
    if (this.#closing.signal.aborted) return;
    if (this.#problem !== undefined) {
      this.#degrade(error);
      return;
    }
    this.#options.logger.warn('the registry could not tidy its files up, and goes on with them', {
      error,
    });
    this.#retryLater();
  }

  #retryLater(): void {
    const isRecording = this.#source !== undefined && !this.#closing.signal.aborted;
    if (!isRecording || this.#cancelRetry !== undefined) return;
    this.#cancelRetry = this.#options.timers.after(RETRY_AFTER_MS, () => {
      this.#cancelRetry = undefined;
      if (this.#upkeep !== undefined) this.#retryLater();
      else if (this.#problem !== undefined) this.#maintain(() => this.#compact());
      else this.#keepUp();
    });
  }
}
