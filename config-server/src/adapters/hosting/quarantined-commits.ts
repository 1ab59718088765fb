import { VernalError } from '@vernal/core';
import { isLink, type PushedEntry } from '../../domain/hosting/pushed-tree.ts';
import type { PushedCommits } from '../../ports/git-host.ts';
import { GitObjects } from '../git/git-objects.ts';
import { ObjectReader } from '../git/object-reader.ts';
import { runGit } from '../git/run-git.ts';
import type { Quarantine } from './hook-channel.ts';

/** Git knows it by heart. */
const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';
/** `:<mode> <mode> <id> <id> <status>`, then the path, each ended by a zero byte. */
const CHANGE = /^:\d+ (\d+) [0-9a-f]+ ([0-9a-f]+) [AMT]$/;

/** A repository that is being pushed to. */
export interface PushedRepository {
  readonly uri: string;
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** Reads what a push brings while Git keeps it apart; nothing else sees those objects yet. */
export class QuarantinedCommits implements PushedCommits {
  readonly uri: string;
  readonly #git: (...args: readonly string[]) => ReturnType<typeof runGit>;
  readonly #reader: ObjectReader;
  readonly #objects: GitObjects;

  constructor({ uri, folder, environment }: PushedRepository, quarantine: Quarantine) {
    const inQuarantine = {
      ...environment,
      GIT_OBJECT_DIRECTORY: quarantine.objects,
      GIT_ALTERNATE_OBJECT_DIRECTORIES: quarantine.alternates,
    };
    this.uri = uri;
    this.#git = (...args) => runGit(['--git-dir', folder, ...args], inQuarantine);
    this.#reader = new ObjectReader(folder, inQuarantine);
    this.#objects = new GitObjects(this.#reader);
  }

  async commitOf(id: string): Promise<string | undefined> {
    const commit = await this.#reader.read(`${id}^{commit}`);
    return commit?.type === 'commit' ? commit.id : undefined;
  }

  async goesOnFrom(commit: string, before: string): Promise<boolean> {
    return (await this.#git('merge-base', '--is-ancestor', before, commit)).ok;
  }

  async changedEntries(
    commit: string,
    before: string | undefined,
  ): Promise<readonly PushedEntry[]> {
    const from = before ?? (await this.commitOf('HEAD')) ?? EMPTY_TREE;
    const difference = await this.#git('diff-tree', '-r', '-z', '--no-renames', from, commit);
    if (!difference.ok) {
      throw new VernalError('CONFIG_GIT_READER', `git diff-tree: ${difference.problem}`);
    }
    const entries = changesIn(difference.text);
    return Promise.all(entries.map((entry) => this.#withTarget(entry)));
  }

  files(commit: string): Promise<ReadonlyMap<string, string>> {
    return this.#objects.files(commit);
  }

  read(objectId: string, maxBytes?: number): Promise<Uint8Array> {
    return this.#objects.read(objectId, maxBytes);
  }

  /** Ends the process that reads. */
  close(): Promise<void> {
    return this.#reader.stop();
  }

  async #withTarget(entry: PushedEntry): Promise<PushedEntry> {
    if (!isLink(entry)) return entry;
    return { ...entry, target: Buffer.from(await this.read(entry.id)).toString('utf8') };
  }
}

/** What is there afterwards; entries that are gone are left out. A path may look like a change. */
function changesIn(difference: string): PushedEntry[] {
  const parts = difference.split('\0');
  const entries: PushedEntry[] = [];
  for (let index = 0; index + 1 < parts.length; index += 2) {
    const [, mode, id] = CHANGE.exec(parts[index] ?? '') ?? [];
    const path = parts[index + 1];
    if (mode !== undefined && id !== undefined && path !== undefined) {
      entries.push({ path, mode, id });
    }
  }
  return entries;
}
