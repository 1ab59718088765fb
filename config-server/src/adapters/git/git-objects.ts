import { VernalError } from '@vernal/core';
import { FileTooLargeError } from '../../domain/file-too-large.ts';
import { RecentMap } from '../../domain/recent-map.ts';
import { committedAtOf, treeOf } from './commit-object.ts';
import { followedLinks } from './followed-links.ts';
import { FULL_ID } from './object-id.ts';
import type { ObjectReader } from './object-reader.ts';
import { refNames } from './ref-names.ts';
import { type TreeCache, type TreeEntry, treeEntries } from './tree-entries.ts';

const REMEMBERED_TREES = 2_000;
const SHORT_ID = /^[0-9a-f]{7,40}$/;
/** What Git allows in a ref's name, and nothing that it would read as an expression. */
const REF_NAME = /^(?!-)[^\s~^:?*[\\\p{Cc}@{}]+(?:@(?!\{)[^\s~^:?*[\\\p{Cc}@{}]*)*$/u;

/** What a tree holds: path to object id, and path to the text of a link. */
interface Found {
  readonly files: Map<string, string>;
  readonly links: Map<string, string>;
}

/** Labels, commits and trees of one repository. Trees are kept by id: a push re-reads what it changed. */
export class GitObjects {
  readonly #reader: ObjectReader;
  readonly #trees: TreeCache;

  /** @param trees may be shared: an id says what a tree holds, in whatever repository */
  constructor(reader: ObjectReader, trees: TreeCache = new RecentMap(REMEMBERED_TREES)) {
    this.#reader = reader;
    this.#trees = trees;
  }

  /** Branches come before tags, as in Spring; then commit ids, shortened ones too. */
  async commitOf(label: string): Promise<string | undefined> {
    if (!REF_NAME.test(label)) return undefined;
    const names = [...refNames(label), ...(SHORT_ID.test(label) ? [label] : [])];
    for (const name of names) {
      const commit = await this.#reader.read(`${name}^{commit}`);
      if (commit?.type === 'commit') return commit.id;
    }
    return undefined;
  }

  async files(commit: string): Promise<ReadonlyMap<string, string>> {
    const tree = treeOf(await this.#commitText(commit));
    const found: Found = { files: new Map(), links: new Map() };
    await this.#collect(tree, '', found);
    const links = followedLinks(found.files, found.links);
    return links.size === 0 ? found.files : new Map([...found.files, ...links]);
  }

  async committedAt(commit: string): Promise<number> {
    return committedAtOf(await this.#commitText(commit));
  }

  async read(objectId: string, maxBytes?: number): Promise<Uint8Array> {
    const object = await this.#reader.read(objectId, maxBytes);
    if (object === undefined) {
      throw new VernalError('CONFIG_UNKNOWN_OBJECT', `there is no object ${objectId}`);
    }
    if (maxBytes !== undefined && object.sizeBytes > maxBytes) {
      throw new FileTooLargeError(object.sizeBytes, maxBytes, object.bytes);
    }
    return object.bytes;
  }

  async #commitText(commit: string): Promise<string> {
    const object = FULL_ID.test(commit) ? await this.#reader.read(commit) : undefined;
    if (object?.type === 'commit') return textOf(object.bytes);
    throw new VernalError('CONFIG_UNKNOWN_COMMIT', `there is no commit ${commit}`);
  }

  async #collect(treeId: string, prefix: string, found: Found): Promise<void> {
    for (const { name, id, kind } of await this.#entries(treeId)) {
      const path = prefix + name;
      if (kind === 'folder') await this.#collect(id, `${path}/`, found);
      else if (kind === 'file') found.files.set(path, id);
      else found.links.set(path, textOf(await this.read(id)));
    }
  }

  async #entries(treeId: string): Promise<readonly TreeEntry[]> {
    const known = this.#trees.get(treeId);
    if (known !== undefined) return known;
    const entries = treeEntries(Buffer.from(await this.read(treeId)), treeId.length / 2);
    this.#trees.set(treeId, entries);
    return entries;
  }
}

function textOf(bytes: Uint8Array | undefined): string {
  return bytes === undefined ? '' : Buffer.from(bytes).toString('utf8');
}
