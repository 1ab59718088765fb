import { type Finding, inReadingOrder } from '../domain/checks/finding.ts';
import { type Pusher, type RefChange, refusalOf } from '../domain/hosting/branch-rules.ts';
import type { HostedRepository } from '../domain/hosting/hosted-repository.ts';
import { treeFindings } from '../domain/hosting/pushed-tree.ts';
import { labelOfRef, type RefUpdate } from '../domain/hosting/ref-update.ts';
import type { Judgement, PushedCommits } from '../ports/git-host.ts';
import type { PushCheck, PushDeadline } from '../ports/push-check.ts';

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
  /** Nobody waits any more. */
  readonly signal: AbortSignal;
}

/** What becomes of one ref, if nothing speaks against the others. */
interface Verdict {
  readonly refused: boolean;
  /** Why, where no file is at fault. */
  readonly problem?: string;
  readonly findings: readonly Finding[];
}

const FINE: Verdict = { refused: false, findings: [] };
const UNJUDGED: Verdict = {
  refused: true,
  problem:
    'time was up before all branches and tags were checked: push fewer at once, or raise vernal.config.check.timeout',
  findings: [],
};
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
    const verdicts = await this.#verdictsOn(push);
    const problems = verdicts.flatMap(({ problem }) => problem ?? []);
    const findings = inReadingOrder(verdicts.flatMap((verdict) => verdict.findings));
    const lines = [...problems, ...this.#parts.describe(findings)];
    return verdicts.some(({ refused }) => refused) ? refuse(lines) : { accepted: true, lines };
  }

  /** One deadline for all of them: a push with many branches takes no longer than any other. */
  async #verdictsOn(push: PendingPush): Promise<readonly Verdict[]> {
    const deadline = this.#parts.check.begin(push.signal);
    const verdicts: Verdict[] = [];
    for (const update of push.updates) {
      if (deadline.passed) return [...verdicts, UNJUDGED];
      verdicts.push(await this.#verdictOn(update, push, deadline));
    }
    return verdicts;
  }

  async #verdictOn(update: RefUpdate, push: PendingPush, deadline: PushDeadline): Promise<Verdict> {
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
    const { verdict, findings } = await this.#parts.check.check(pushed, commits, deadline);
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
