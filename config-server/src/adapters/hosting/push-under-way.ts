import { type Logger, messageOf } from '@vernal/core';
import type { RefUpdate } from '../../domain/hosting/ref-update.ts';
import type { Judgement, PushHooks } from '../../ports/git-host.ts';
import { runGit } from '../git/run-git.ts';
import type { HookListener, Quarantine } from './hook-channel.ts';
import { type PushedRepository, QuarantinedCommits } from './quarantined-commits.ts';

/** Where a push goes, and who is asked about it. */
export interface PushUnderWayParts {
  readonly repository: PushedRepository;
  readonly hooks: PushHooks;
  readonly logger: Logger;
}

/** One push, from what its hooks ask for until nothing of it goes on any more. */
export class PushUnderWay implements HookListener {
  readonly #parts: PushUnderWayParts;
  readonly #abandoned = new AbortController();
  #asked: readonly RefUpdate[] = [];
  #judging: Promise<Judgement> | undefined;
  #isTold = false;

  constructor(parts: PushUnderWayParts) {
    this.#parts = parts;
  }

  judge(updates: readonly RefUpdate[], quarantine: Quarantine): Promise<Judgement> {
    this.#asked = updates;
    this.#judging = this.#judge(updates, quarantine);
    return this.#judging;
  }

  updated(updates: readonly RefUpdate[]): void {
    this.#isTold = true;
    this.#tell(updates);
  }

  /** Nobody waits for the judgement any more: what it did not look at yet is left alone. */
  abandon(): void {
    this.#abandoned.abort();
  }

  /** Called when Git is gone. Who killed it after it had changed refs kept it from telling so: they tell themselves. */
  async end(): Promise<void> {
    this.abandon();
    const judgement = await this.#judging;
    if (judgement?.accepted !== true || this.#isTold) return;
    const changed = await this.#changed();
    if (changed.length > 0) this.#tell(changed);
  }

  async #judge(updates: readonly RefUpdate[], quarantine: Quarantine): Promise<Judgement> {
    const { repository, logger } = this.#parts;
    try {
      return await this.#verdictOn(updates, new QuarantinedCommits(repository, quarantine));
    } catch (error) {
      const fields = { repository: repository.uri, error: messageOf(error) };
      logger.error('a push could not be checked', fields);
      return { accepted: false, lines: ['the push could not be checked: see the log'] };
    }
  }

  async #verdictOn(updates: readonly RefUpdate[], commits: QuarantinedCommits): Promise<Judgement> {
    try {
      return await this.#parts.hooks.judge(updates, commits, this.#abandoned.signal);
    } finally {
      await commits.close();
    }
  }

  #tell(updates: readonly RefUpdate[]): void {
    const { repository, hooks, logger } = this.#parts;
    try {
      hooks.updated(updates);
    } catch (error) {
      const fields = { repository: repository.uri, error: messageOf(error) };
      logger.error('a push could not be told', fields);
    }
  }

  /** The refs that are as they were asked to be. */
  async #changed(): Promise<readonly RefUpdate[]> {
    const { folder, environment } = this.#parts.repository;
    const list = ['--git-dir', folder, 'for-each-ref', '--format=%(objectname) %(refname)'];
    const { ok, text } = await runGit(list, environment);
    if (!ok) return [];
    const ids = new Map<string, string>();
    for (const [, id = '', ref = ''] of text.matchAll(/^(\S+) (.+)$/gm)) ids.set(ref, id);
    return this.#asked.filter(({ ref, after }) => ids.get(ref) === after);
  }
}
