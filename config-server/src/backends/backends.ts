import type { Cancel, Lifecycle } from '@vernal/core';
import type { ConfigRepository } from '../ports/config-repository.ts';
import type { Backend, BackendKey, BackendSource } from './backend.ts';

/** The backends of the server. A key reads from one of each source; of several the first is strongest. */
export class Backends implements Lifecycle {
  readonly #sources: readonly BackendSource[];
  readonly #prepare: () => Promise<void>;
  readonly #draining: AbortSignal | undefined;
  readonly #listeners = new Set<() => void>();
  readonly #started = new Map<ConfigRepository, Promise<void>>();
  #stopped = false;

  /**
   * @param prepare what must have happened before any repository starts
   * @param draining aborted when the server is to stop, which may be while a first clone takes its time
   */
  constructor(
    sources: readonly BackendSource[],
    prepare = () => Promise.resolve(),
    draining?: AbortSignal,
  ) {
    this.#sources = sources;
    this.#prepare = prepare;
    this.#draining = draining;
  }

  /** Those that a key reads from now, strongest first. */
  of(key: BackendKey): readonly Backend[] {
    return this.#sources.map((source) => source.of(key));
  }

  all(): readonly Backend[] {
    return this.#sources.flatMap((source) => source.all());
  }

  /** Like `of`, once repositories that are opened only when needed are open. */
  async open(key: BackendKey): Promise<readonly Backend[]> {
    await Promise.all(this.of(key).map(({ repository }) => this.#start(repository)));
    return this.of(key);
  }

  /** Brings what a key reads from up to date, see `ConfigRepository.refresh`. */
  async refresh(key: BackendKey): Promise<void> {
    const backends = await this.open(key);
    await Promise.all(backends.map(({ repository }) => repository.refresh()));
  }

  /** Asks the remotes of a key now. */
  async fetchFor(key: BackendKey): Promise<void> {
    await Promise.all(this.of(key).map(({ repository }) => repository.fetch()));
  }

  /** Asks all remotes now. */
  async fetch(): Promise<void> {
    await Promise.all([...this.#started.keys()].map((repository) => repository.fetch()));
  }

  async start(): Promise<void> {
    await this.#prepare();
    if (this.#draining?.aborted === true) return;
    // What goes wrong then is told by the stop that follows.
    const breakOff = () => void this.stop().catch(() => undefined);
    this.#draining?.addEventListener('abort', breakOff);
    try {
      await Promise.all(this.all().map(({ repository }) => this.#start(repository)));
    } finally {
      this.#draining?.removeEventListener('abort', breakOff);
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    const started = [...this.#started];
    await Promise.all(started.map(([repository, start]) => stopDuring(start, repository)));
  }

  /** Called when labels of any repository may have moved. */
  onChange(run: () => void): Cancel {
    this.#listeners.add(run);
    return () => this.#listeners.delete(run);
  }

  /** Ends what no key will be given any more. */
  async close(repository: ConfigRepository): Promise<void> {
    const start = this.#started.get(repository);
    this.#started.delete(repository);
    if (start !== undefined) await stopDuring(start, repository);
  }

  #start(repository: ConfigRepository): Promise<void> {
    const known = this.#started.get(repository);
    if (known !== undefined || this.#stopped) return known ?? Promise.resolve();
    repository.onChange(() => {
      for (const run of this.#listeners) run();
    });
    const start = repository.start();
    this.#started.set(repository, start);
    return start;
  }
}

/** A first clone may take minutes: it is broken off, and what came of the start until then stopped as well. */
async function stopDuring(start: Promise<void>, repository: ConfigRepository): Promise<void> {
  await repository.stop();
  await start.catch(() => undefined);
  await repository.stop();
}
