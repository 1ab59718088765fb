import type { ConfigKey } from '@vernal/protocol/bus';
import type { Backend } from '../backends/backend.ts';
import type { Backends } from '../backends/backends.ts';
import { configKeyText } from '../domain/config-query.ts';
import type { KnownKeys } from '../environments/known-keys.ts';
import type { LabelledCommit, LabelResolver } from '../environments/label-resolver.ts';
import type { PushedLabel } from '../ports/push-check.ts';

/** Spring's former default stands in for `main` (config-protocol 4.3). */
const MAIN = 'main';
const MASTER = 'master';

/** What tells who reads what. */
export interface ReadershipParts {
  readonly backends: Backends;
  readonly labels: LabelResolver;
  readonly knownKeys: KnownKeys;
  /** What instances read that may have asked another server. */
  readonly publishedKeys: () => readonly ConfigKey[];
}

/** Who reads a label of a repository. */
export interface Readers {
  /** Whether the label is read: the default one, or one that was asked for. */
  isRead(uri: string, label: string): boolean;
  /** The queries that read the label. */
  keysOf(uri: string, label: string): readonly ConfigKey[];
  /** What a query reads, at the commits in force. */
  placesOf(key: ConfigKey): Promise<readonly LabelledCommit[]>;
  /** The commit that a push is compared with: what the label meant, for a new one what the default label means. */
  commitBefore(pushed: PushedLabel, uri: string): Promise<string | undefined>;
}

/** The readers that a server knows. */
export class Readership implements Readers {
  readonly #parts: ReadershipParts;

  constructor(parts: ReadershipParts) {
    this.#parts = parts;
  }

  isRead(uri: string, label: string): boolean {
    const isDefault = this.#backendsAt(uri).some((backend) =>
      means(backend, backend.labels.defaultLabel, label),
    );
    return isDefault || this.keysOf(uri, label).length > 0;
  }

  keysOf(uri: string, label: string): readonly ConfigKey[] {
    const { labels, knownKeys, publishedKeys } = this.#parts;
    const keys = [...publishedKeys(), ...knownKeys.all()];
    const distinct = new Map(keys.map((key) => [configKeyText(key), key]));
    const places = (key: ConfigKey) => labels.commitsAt(key, '');
    return [...distinct.values()].filter((key) =>
      places(key).some((place) => isAt(place, uri, label)),
    );
  }

  async placesOf(key: ConfigKey): Promise<readonly LabelledCommit[]> {
    const { labels, knownKeys } = this.#parts;
    const known = knownKeys.get(key);
    if (known !== undefined) return labels.commitsAt(key, known.revision);
    const newest = await labels.commitsOf(key);
    return newest.ok ? newest.value : [];
  }

  async commitBefore({ before }: PushedLabel, uri: string): Promise<string | undefined> {
    if (before !== undefined) return before;
    for (const { repository, labels } of this.#backendsAt(uri)) {
      const names = labels.defaultLabel === MAIN ? [MAIN, MASTER] : [labels.defaultLabel];
      for (const name of names) {
        const commit = await repository.commitOf(name);
        if (commit !== undefined) return commit;
      }
    }
    return undefined;
  }

  #backendsAt(uri: string): readonly Backend[] {
    return this.#parts.backends.all().filter(({ repository }) => repository.uri === uri);
  }
}

/** Whether a query reads this label here. */
export function isAt({ backend, label }: LabelledCommit, uri: string, pushed: string): boolean {
  return backend.repository.uri === uri && means(backend, label, pushed);
}

function means({ labels }: Backend, label: string, pushed: string): boolean {
  return label === pushed || (label === MAIN && pushed === MASTER && labels.tryMasterBranch);
}
