import type { Logger } from '@vernal/core';
import { isUntidy } from '../git/mirror-folder.ts';
import { runGit } from '../git/run-git.ts';

/**
 * Packs what pushes leave lying about, when it has become much: a folder that only grows becomes slow. Nothing is
 * ever dropped, also what no branch leads to any more: an operator may keep an application at such a commit.
 */
export class Tidying {
  readonly #environment: Readonly<Record<string, string>>;
  readonly #logger: Logger;
  readonly #underWay = new Map<string, Promise<void>>();
  readonly #stop = new AbortController();

  constructor(environment: Readonly<Record<string, string>>, logger: Logger) {
    this.#environment = environment;
    this.#logger = logger;
  }

  /** Looks after a repository that was pushed to. It goes on being served, and being pushed to. */
  lookAfter(folder: string): void {
    if (this.#underWay.has(folder) || this.#stop.signal.aborted) return;
    const tidied = this.#tidy(folder).finally(() => this.#underWay.delete(folder));
    this.#underWay.set(folder, tidied);
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await Promise.all(this.#underWay.values());
  }

  async #tidy(folder: string): Promise<void> {
    if (!(await isUntidy(folder))) return;
    const repack = ['--git-dir', folder, 'repack', '--geometric=2', '-d', '--quiet'];
    const { ok, problem } = await runGit(repack, this.#environment, this.#stop.signal);
    if (ok || this.#stop.signal.aborted) return;
    this.#logger.warn('cannot pack the repository', { repository: folder, problem });
  }
}
