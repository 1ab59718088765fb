const SPACE = 0x20;
const END_OF_NAME = 0x00;
const FOLDER_MODE = '40000';
const FILE_MODES = new Set(['100644', '100755', '100664']);

/** A file or folder of a Git tree. Symbolic links and submodules are left out: they lead elsewhere. */
export interface TreeEntry {
  readonly name: string;
  readonly id: string;
  readonly folder: boolean;
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
    const folder = mode === FOLDER_MODE;
    if (folder || FILE_MODES.has(mode)) {
      entries.push({ name, id: tree.toString('hex', end + 1, at), folder });
    }
  }
  return entries;
}
