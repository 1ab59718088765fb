import type { CommitReader, PushedLabel } from '@vernal/config-server';

/** `<old> <new> <ref>`, as Git tells a pre-receive hook. */
const LINE =
  /^(?<before>[0-9a-f]{40,64}) (?<after>[0-9a-f]{40,64}) refs\/(?:heads|tags)\/(?<label>.+)$/;
const NOTHING = /^0+$/;

/** A line about a branch or tag. */
interface Update {
  readonly label: string;
  readonly before: string;
  readonly after: string;
}

/** The branches and tags that a push moves, and what they were; those that it deletes need no check. */
export async function pushedLabels(input: string, commits: CommitReader): Promise<PushedLabel[]> {
  const updates = input.split('\n').flatMap(updatesIn);
  const labels: PushedLabel[] = [];
  for (const update of updates) {
    if (!NOTHING.test(update.after)) labels.push(await pushedLabel(update, commits));
  }
  return labels;
}

function updatesIn(line: string): Update[] {
  const { before, after, label } = LINE.exec(line)?.groups ?? {};
  const isWhole = before !== undefined && after !== undefined && label !== undefined;
  return isWhole ? [{ label, before, after }] : [];
}

async function pushedLabel(
  { label, before, after }: Update,
  commits: CommitReader,
): Promise<PushedLabel> {
  const commit = await commits.commitOf(after);
  if (commit === undefined) throw new Error(`${label}: ${after} is no commit`);
  // What is new is compared with the default branch.
  const known = await commits.commitOf(NOTHING.test(before) ? 'HEAD' : before);
  return { label, commit, ...(known === undefined ? {} : { before: known }) };
}
