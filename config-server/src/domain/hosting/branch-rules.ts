import type { BranchRule, HostedRepository } from './hosted-repository.ts';
import { labelOfRef } from './ref-update.ts';

/** Who pushes. */
export interface Pusher {
  readonly name: string;
  /** Undefined: all of them. */
  readonly roles?: readonly string[];
}

/** `force-push`: commits that were there are left behind. */
export type RefChange = 'push' | 'force-push' | 'delete';

const EVERYBODY: readonly string[] = ['*'];
const NOBODY: readonly string[] = [];
/** Whoever asks for a commit, or pins one, must not be given a branch of that name. */
const COMMIT_ID = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i;
const ROLE_PREFIX = /^ROLE_/i;

/** What is said of a branch that no rule fits: the default one is protected, others belong to whoever pushes. */
const UNPROTECTED: BranchRule = {
  pattern: '*',
  push: EVERYBODY,
  forcePush: EVERYBODY,
  delete: EVERYBODY,
};
const PROTECTED: BranchRule = { ...UNPROTECTED, forcePush: NOBODY, delete: NOBODY };

/** Why a caller may not change a ref; undefined when it may. */
export function refusalOf(
  change: RefChange,
  ref: string,
  { repository, pusher }: { readonly repository: HostedRepository; readonly pusher: Pusher },
): string | undefined {
  const label = labelOfRef(ref);
  if (label === undefined) return `${ref}: only branches and tags are hosted`;
  if (change !== 'delete' && COMMIT_ID.test(label)) {
    return `${label}: a label that looks like the id of a commit would stand in for it`;
  }
  const rule = ruleFor(label, ref, repository);
  const allowed = { push: rule.push, 'force-push': rule.forcePush, delete: rule.delete }[change];
  // Whoever may not push at all may not replace or delete either.
  if (isAmong(rule.push, pusher) && isAmong(allowed, pusher)) return undefined;
  return `${label}: ${pusher.name} may not ${DEED[change]}`;
}

const DEED: Readonly<Record<RefChange, string>> = {
  push: 'push to it',
  'force-push': 'replace its commits (force-push)',
  delete: 'delete it',
};

function ruleFor(label: string, ref: string, repository: HostedRepository): BranchRule {
  const isDefault = ref === `refs/heads/${repository.defaultBranch}`;
  const configured = repository.rules.find(({ pattern }) => fits(pattern, label));
  return configured ?? (isDefault ? PROTECTED : UNPROTECTED);
}

function isAmong(allowed: readonly string[], { name, roles }: Pusher): boolean {
  return allowed.some((entry) => {
    if (entry === '*' || entry === name) return true;
    if (!ROLE_PREFIX.test(entry)) return false;
    return roles?.includes(entry.replace(ROLE_PREFIX, '').toLowerCase()) ?? true;
  });
}

function fits(pattern: string, label: string): boolean {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's').test(label);
}
