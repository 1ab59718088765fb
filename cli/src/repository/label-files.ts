import { type Git, nulSeparated } from './git.ts';

/** A file as a branch or tag has it now. */
export interface LabelFile {
  /** `main`, `origin/main`, `v1` */
  readonly label: string;
  readonly path: string;
  readonly blob: string;
}

const FORMAT = '%(refname:short)%00%(symref)%00%(objectname)%00%(*objectname)';
/** `<mode> <type> <id>\t<path>`, files only. */
const ENTRY = /^10\d{4} blob ([0-9a-f]+)\t([\s\S]*)$/;

/** All files of all branches and tags. */
export async function* labelFiles(git: Git): AsyncIterable<LabelFile> {
  for (const [commit, labels] of await labelsByCommit(git)) {
    for await (const entry of nulSeparated(git.stream(['ls-tree', '-r', '-z', commit]))) {
      const [, blob = '', path = ''] = ENTRY.exec(entry) ?? [];
      for (const label of blob === '' ? [] : labels) yield { label, path, blob };
    }
  }
}

async function labelsByCommit(git: Git): Promise<Map<string, string[]>> {
  const kinds = ['refs/heads', 'refs/remotes', 'refs/tags'];
  const printed = await git.text(['for-each-ref', `--format=${FORMAT}`, ...kinds]);
  const labels = new Map<string, string[]>();
  for (const line of printed.split('\n')) {
    const [label = '', symref = '', id = '', peeled = ''] = line.split('\0');
    if (id === '' || symref !== '') continue;
    const commit = peeled === '' ? id : peeled;
    labels.set(commit, [...(labels.get(commit) ?? []), label]);
  }
  return labels;
}
