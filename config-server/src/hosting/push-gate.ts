import { type Finding, inReadingOrder } from '../domain/checks/finding.ts';
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

/** What becomes of one ref, if nothing speaks against the others. */
interface Verdict {
  readonly refused: boolean;
  /** Why, where no file is at fault. */
  readonly problem?: string;
  readonly findings: readonly Finding[];
}

const FINE: Verdict = { refused: false, findings: [] };
/** Each costs a look at what it changes. */
const MAX_UPDATES = 1_000;

/**
 * Decides about pushes: of each ref first whether the pusher may, then what its commits hold. All refs are accepted, or
 * none; then all that speaks against them is said at once.
 */
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
    const verdicts: Verdict[] = [];
    for (const update of updates) verdicts.push(await this.#verdictOn(update, push));
    const problems = verdicts.flatMap(({ problem }) => problem ?? []);
    const findings = inReadingOrder(verdicts.flatMap((verdict) => verdict.findings));
    const lines = [...problems, ...this.#parts.describe(findings)];
    return verdicts.some(({ refused }) => refused) ? refuse(lines) : { accepted: true, lines };
  }

  async #verdictOn(update: RefUpdate, push: PendingPush): Promise<Verdict> {
    const { commits } = push;
    const problem = refusalOf(await changeOf(update, commits), update.ref, push);
    if (problem !== undefined) return { refused: true, problem, findings: [] };
    const { after, before } = update;
    const label = labelOfRef(update.ref);
    if (after === undefined || label === undefined) return FINE;
    const commit = await commits.commitOf(after);
    if (commit === undefined) {
      return { refused: true, problem: `${label}: is not a commit`, findings: [] };
    }
    const known = before === undefined ? undefined : await commits.commitOf(before);
    const strange = treeFindings(await commits.changedEntries(commit, known));
    const pushed = { label, commit, ...(known === undefined ? {} : { before: known }) };
    const { verdict, findings } = await this.#parts.check.check(pushed, commits);
    const refused = strange.length > 0 || verdict === 'refused';
    return { refused, findings: [...strange, ...findings] };
  }
}

function refuse(lines: readonly string[]): Judgement {
  return { accepted: false, lines: [...lines, '', 'Nothing of this push was accepted.'] };
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
