import type { Logger } from '@vernal/core';
import type { ConfigKey } from '@vernal/protocol/bus';
import { configKeyText } from '../domain/config-query.ts';
import { RecentMap } from '../domain/recent-map.ts';
import { type BrokenFile, describeBrokenFile } from './broken-file.ts';

/** Bounds what callers can make the server remember by asking for names at random while a file is broken. */
const MAX_HELD = 10_000;

/** A key whose newest commit can't be served. */
export interface HeldKey extends ConfigKey {
  /** The revision that is held back. */
  readonly revision: string;
  readonly brokenFile: BrokenFile;
}

/** The keys that are held at an older commit, or have none at all, because a file is broken (decision 4). */
export class HeldCommits {
  readonly #logger: Logger;
  readonly #held = new RecentMap<string, HeldKey>(MAX_HELD);

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  all(): readonly HeldKey[] {
    return this.#held.values();
  }

  has(key: ConfigKey): boolean {
    return this.#held.get(configKeyText(key)) !== undefined;
  }

  hold(key: ConfigKey, revision: string, brokenFile: BrokenFile): void {
    const keyText = configKeyText(key);
    const known = this.#held.get(keyText)?.revision === revision;
    const { application, profiles, label } = key;
    this.#held.set(keyText, { application, profiles, label, revision, brokenFile });
    if (known) return;
    const fields = { application, profiles, label, problem: describeBrokenFile(brokenFile) };
    this.#logger.error('a commit is held back: a file is broken', fields);
  }

  release(key: ConfigKey): void {
    if (!this.has(key)) return;
    this.#held.delete(configKeyText(key));
    const { application, profiles, label } = key;
    this.#logger.info('the newest commit is in force again', { application, profiles, label });
  }
}
