import type { CommitReader, PushedLabel } from '@vernal/config-server';

/** `<old> <new> <ref>`, as Git tells a pre-receive hook. */
const LINE =
  /^(?<before>[0-9a-f]{40,64}) (?<after>[0-9a-f]{40,64}) refs\/(?:heads|tags)\/(?<label>.+)$/;
const NOTHING = /^0+$/;

/** The branches and tags that a push moves, and what they were; those that it deletes need no check. */
export async function pushedLabels(input: string, commits: CommitReader): Promise<PushedLabel[]> {
  const labels: PushedLabel[] = [];
  for (const line of input.split('\n')) {
    const { before = '', after = '', label = '' } = LINE.exec(line)?.groups ?? {};
    if (label === '' || NOTHING.test(after)) continue;
    const commit = await commits.commitOf(after);
    if (commit === undefined) throw new Error(`${label}: ${after} is no commit`);
    // What is new is compared with the default branch.
    const known = await commits.commitOf(NOTHING.test(before) ? 'HEAD' : before);
    labels.push({ label, commit, ...(known === undefined ? {} : { before: known }) });
  }
  return labels;
}
