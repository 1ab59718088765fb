import {
  type CommitReader,
  labelOfRef,
  type PushedLabel,
  parseRefUpdate,
} from '@vernal/config-server';

/**
 * The branches and tags that a push moves, as Git tells a pre-receive hook of them, and what they were; those that it
 * deletes need no check.
 */
export async function pushedLabels(input: string, commits: CommitReader): Promise<PushedLabel[]> {
  const labels: PushedLabel[] = [];
  for (const line of input.split('\n')) {
    const { ref = '', before, after } = parseRefUpdate(line) ?? {};
    const label = labelOfRef(ref);
    if (label === undefined || after === undefined) continue;
    const commit = await commits.commitOf(after);
    if (commit === undefined) throw new Error(`${label}: ${after} is no commit`);
    // What is new is compared with the default branch.
    const known = await commits.commitOf(before ?? 'HEAD');
    labels.push({ label, commit, ...(known === undefined ? {} : { before: known }) });
  }
  return labels;
}
