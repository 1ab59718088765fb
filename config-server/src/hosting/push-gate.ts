import type { Finding } from '../domain/checks/finding.ts';
import { type Pusher, type RefChange, refusalOf } from '../domain/hosting/branch-rules.ts';
import type { HostedRepository } from '../domain/hosting/hosted-repository.ts';
import { treeFindings } from '../domain/hosting/pushed-tree.ts';
import { labelOfRef, type RefUpdate } from '../domain/hosting/ref-update.ts';
import type { Judgement, PushedCommits } from '../ports/git-host.ts';
import type { PushCheck } from '../ports/push-check.ts';

/** What a push is judged by. */
export interface PushGateParts {
  readonly check: PushCheck;
  /** One line or more for each finding, as the pusher reads them. */
  readonly describe: (findings: readonly Finding[]) => readonly string[];
}

/** A push that waits for a verdict. */
export interface PendingPush {
  readonly repository: HostedRepository;
  readonly pusher: Pusher;
  readonly updates: readonly RefUpdate[];
  readonly commits: PushedCommits;
}

/** What becomes of one ref, if nothing speaks against it. */
interface Verdict {
  readonly refused: boolean;
  readonly lines: readonly string[];
}

const FINE: Verdict = { refused: false, lines: [] };
/** Each costs a look at what it changes. */
const MAX_UPDATES = 1_000;

/** Decides about pushes: first whether the pusher may, then what the commits hold. All refs are accepted, or none. */
export class PushGate {
  readonly #parts: PushGateParts;

  constructor(parts: PushGateParts) {
    this.#parts = parts;
  }

  async judge(push: PendingPush): Promise<Judgement> {
    const { updates } = push;
    if (updates.length > MAX_UPDATES) {
      return refuse([`at most ${MAX_UPDATES} branches and tags in one push`]);
    }
    const problems = await rightsProblems(push);
    if (problems.length > 0) return refuse(problems);
    const verdicts: Verdict[] = [];
    for (const update of updates) verdicts.push(await this.#verdictOn(update, push));
    const lines = verdicts.flatMap((verdict) => verdict.lines);
    return verdicts.some(({ refused }) => refused) ? refuse(lines) : { accepted: true, lines };
  }

  async #verdictOn({ ref, before, after }: RefUpdate, { commits }: PendingPush): Promise<Verdict> {
    const label = labelOfRef(ref);
    if (after === undefined || label === undefined) return FINE;
    const commit = await commits.commitOf(after);
    if (commit === undefined) return { refused: true, lines: [`${label}: is not a commit`] };
    const known = before === undefined ? undefined : await commits.commitOf(before);
    const strange = treeFindings(await commits.changedEntries(commit, known));
    if (strange.length > 0) return { refused: true, lines: this.#parts.describe(strange) };
    const pushed = { label, commit, ...(known === undefined ? {} : { before: known }) };
    const { verdict, findings } = await this.#parts.check.check(pushed, commits);
    return { refused: verdict === 'refused', lines: this.#parts.describe(findings) };
  }
}

function refuse(lines: readonly string[]): Judgement {
  return { accepted: false, lines: [...lines, '', 'Nothing of this push was accepted.'] };
}

/** Looks at one ref after the other: each may take a process. */
async function rightsProblems(push: PendingPush): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const update of push.updates) {
    const problem = refusalOf(await changeOf(update, push.commits), update.ref, push);
    if (problem !== undefined) problems.push(problem);
  }
  return problems;
}

/** A tag that moves is replaced, wherever it moves to. */
async function changeOf(
  { ref, before, after }: RefUpdate,
  commits: PushedCommits,
): Promise<RefChange> {
  if (after === undefined) return 'delete';
  if (before === undefined) return 'push';
  const goesOn = ref.startsWith('refs/heads/') && (await commits.goesOnFrom(after, before));
  return goesOn ? 'push' : 'force-push';
}
