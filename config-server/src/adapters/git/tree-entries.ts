import { recordBytes } from '../../domain/estimated-size.ts';

const SPACE = 0x20;
const END_OF_NAME = 0x00;
const FOLDER_MODE = '40000';
const LINK_MODE = '120000';
const FILE_MODES = new Set(['100644', '100755', '100664']);

/** An entry of a Git tree. Submodules are left out: they lead elsewhere. */
export interface TreeEntry {
  readonly name: string;
  readonly id: string;
  readonly kind: 'file' | 'folder' | 'link';
}

/** Trees that were read, by id. */
export interface TreeCache {
  get(treeId: string): readonly TreeEntry[] | undefined;
  set(treeId: string, entries: readonly TreeEntry[]): void;
}

/** What the entries of a tree take in memory, in bytes. */
export function treeBytes(entries: readonly TreeEntry[]): number {
  return entries.reduce((sum, { name, id }) => sum + recordBytes(name, id), 0);
}

/** The entries of a tree object: `<mode> <name>\0<id>`, one after the other. */
export function treeEntries(tree: Buffer, idBytes: number): TreeEntry[] {
  const entries: TreeEntry[] = [];
  for (let at = 0; at < tree.length; ) {
    const space = tree.indexOf(SPACE, at);
    const end = tree.indexOf(END_OF_NAME, space);
    if (space < 0 || end < 0) break;
    const mode = tree.toString('latin1', at, space);
    const name = tree.toString('utf8', space + 1, end);
    at = end + 1 + idBytes;
    const kind = kindOf(mode);
    if (kind !== undefined) entries.push({ name, id: tree.toString('hex', end + 1, at), kind });
  }
  return entries;
}

function kindOf(mode: string): TreeEntry['kind'] | undefined {
  if (mode === FOLDER_MODE) return 'folder';
  if (mode === LINK_MODE) return 'link';
  return FILE_MODES.has(mode) ? 'file' : undefined;
}
