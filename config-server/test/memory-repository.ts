import { createHash } from 'node:crypto';
import { FileTooLargeError } from '../src/domain/file-too-large.ts';
import type { ConfigRepository, FileChange, LoggedCommit } from '../src/ports/config-repository.ts';

/** A repository in memory: what the port promises, without Git. */
export class MemoryRepository implements ConfigRepository {
  readonly uri = 'memory:config';
  readonly status = { available: true };
  /** How many objects were asked for. */
  reads = 0;
  readonly #labels = new Map<string, string>();
  readonly #commits = new Map<string, ReadonlyMap<string, string>>();
  readonly #parents = new Map<string, string | undefined>();
  readonly #contents = new Map<string, string>();
  readonly #listeners = new Set<() => void>();

  /** Makes a commit of all `files` and moves the label to it. */
  push(files: Readonly<Record<string, string>>, label = 'main'): Promise<string> {
    const listing = new Map<string, string>();
    for (const [path, content] of Object.entries(files)) {
      const id = idOf(content);
      this.#contents.set(id, content);
      listing.set(path, id);
    }
    const commit = idOf(`${this.#commits.size} ${JSON.stringify(files)}`);
    this.#commits.set(commit, listing);
    this.#parents.set(commit, this.#labels.get(label));
    this.#labels.set(label, commit);
    for (const run of this.#listeners) run();
    return Promise.resolve(commit);
  }

  /** Moves a label to a commit that it had before, as a forced push does. */
  moveBack(commit: string, label = 'main'): void {
    this.#labels.set(label, commit);
    for (const run of this.#listeners) run();
  }

  async start(): Promise<void> {}
  async stop(): Promise<void> {}
  async refresh(): Promise<void> {}
  async fetch(): Promise<void> {}

  stamp(labels: readonly string[]): string {
    return labels.map((label) => this.#labels.get(label) ?? '-').join(' ');
  }

  async commitOf(label: string): Promise<string | undefined> {
    return this.#labels.get(label) ?? (this.#commits.has(label) ? label : undefined);
  }

  async files(commit: string): Promise<ReadonlyMap<string, string>> {
    const files = this.#commits.get(commit);
    if (files === undefined) throw new Error(`no commit ${commit}`);
    return files;
  }

  async *log(newest: string): AsyncGenerator<LoggedCommit> {
    for (let commit: string | undefined = newest; commit !== undefined; ) {
      const parent = this.#parents.get(commit);
      const changes = changesBetween(this.#commits.get(parent ?? ''), await this.files(commit));
      const author = 'Ada <ada@example.org>';
      const logged = { commit, author, committedAt: 0, subject: 'change', changes };
      yield parent === undefined ? logged : { ...logged, parent };
      commit = parent;
    }
  }

  async isPartOf(commit: string, later: string): Promise<boolean> {
    for await (const logged of this.log(later)) if (logged.commit === commit) return true;
    return false;
  }

  async committedAt(): Promise<number> {
    return 0;
  }

  async read(objectId: string, maxBytes = Number.POSITIVE_INFINITY): Promise<Uint8Array> {
    this.reads += 1;
    const content = this.#contents.get(objectId);
    if (content === undefined) throw new Error(`no object ${objectId}`);
    const bytes = Buffer.from(content);
    if (bytes.length <= maxBytes) return bytes;
    throw new FileTooLargeError(bytes.length, maxBytes, bytes.subarray(0, 4_096));
  }

  onChange(run: () => void) {
    this.#listeners.add(run);
    return () => this.#listeners.delete(run);
  }
}

function changesBetween(
  before: ReadonlyMap<string, string> = new Map(),
  after: ReadonlyMap<string, string>,
): FileChange[] {
  const removed = [...before.keys()].filter((path) => !after.has(path));
  const written = [...after].filter(([path, objectId]) => before.get(path) !== objectId);
  return [
    ...removed.map((path) => ({ path })),
    ...written.map(([path, objectId]) => ({ path, objectId })),
  ];
}

function idOf(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}
