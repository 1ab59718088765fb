import type { Finding } from '../checks/finding.ts';

/** An entry of a tree that a push adds or changes. */
export interface PushedEntry {
  readonly path: string;
  /** As Git writes it: `100644` a file, `120000` a symbolic link, `160000` a submodule. */
  readonly mode: string;
  readonly id: string;
  /** Where a symbolic link leads to. */
  readonly target?: string;
}

const LINK = '120000';
const SUBMODULE = '160000';

/** Whether an entry is a symbolic link, whose target has to be read. */
export function isLink({ mode }: Pick<PushedEntry, 'mode'>): boolean {
  return mode === LINK;
}

/** What is refused whatever it is called: submodules, and links that leave the repository. */
export function treeFindings(entries: readonly PushedEntry[]): Finding[] {
  return entries.flatMap(({ path, mode, target = '' }) => {
    if (mode === SUBMODULE) return [refused(path, 'is a submodule: its files would not be served')];
    if (mode === LINK && leaves(path, target)) {
      return [refused(path, 'is a symbolic link that leaves the repository')];
    }
    return [];
  });
}

function refused(path: string, problem: string): Finding {
  return { path, severity: 'error', problem };
}

/** Follows the target step by step from the folder of the link; a step above the root leaves. */
function leaves(path: string, target: string): boolean {
  if (target === '' || /^[/\\]|^[a-z]:|\0/i.test(target)) return true;
  let depth = path.split('/').length - 1;
  for (const step of target.split(/[/\\]/)) {
    if (step.toLowerCase() === '.git') return true;
    if (step === '..') depth -= 1;
    else if (step !== '.' && step !== '') depth += 1;
    if (depth < 0) return true;
  }
  return false;
}
