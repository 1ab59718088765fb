import type { GitHost } from './git-hosts.ts';

/**
 * Checks of one remote, shared by all who ask for one: one at a time, in the line of the host. A check that is
 * still in line is joined; one that is under way may have missed what the caller knows of, so another follows.
 */
export class SharedCheck {
  readonly #host: GitHost;
  readonly #run: () => Promise<void>;
  #inLine: Promise<void> | undefined;
  #running = Promise.resolve();
  #stopped = false;

  /** @param run one check; must not reject */
  constructor(host: GitHost, run: () => Promise<void>) {
    this.#host = host;
    this.#run = run;
  }

  /** Resolves after a check that began after the call. */
  ask(): Promise<void> {
    if (this.#stopped) return Promise.resolve();
    this.#inLine ??= this.#queue();
    return this.#inLine;
  }

  /** Waits for the check that is under way; those in line do not take place. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
  }

  async #queue(): Promise<void> {
    await this.#running;
    await this.#host.check(() => this.#begin());
  }

  #begin(): Promise<void> {
    this.#inLine = undefined;
    if (!this.#stopped) this.#running = this.#run();
    return this.#running;
  }
}
