import {
  checkOffline,
  type Finding,
  type GivenSchema,
  type Reaction,
  readCommits,
} from '@vernal/config-server';
import type { TextEncryption } from '@vernal/protocol/config';
import type { Terminal } from '../terminal.ts';
import { folderObjects } from './folder-objects.ts';
import { pushedLabels } from './pushed-labels.ts';

/** How files are checked. */
export interface CheckRules {
  readonly searchPaths: readonly string[];
  /** undefined: encrypted values are taken as they are. */
  readonly encryption: TextEncryption | undefined;
  readonly secrets: Reaction;
  readonly schemas: readonly GivenSchema[];
  /** Where the server runs, `none` for none. */
  readonly platform: string;
}

/** A working tree has no commit of its own: all of it counts. */
const WORKING_TREE = { label: 'working tree', commit: 'working tree' };

/** Checks the files of a working tree. Rejects when there is none. */
export async function checkFolder(
  folder: string,
  rules: CheckRules,
  { environment }: Terminal,
): Promise<readonly Finding[]> {
  const objects = await folderObjects(folder, environment);
  return (await checkOffline(WORKING_TREE, { objects, ...rules })).findings;
}

/** Checks what a push brings to the repository in `folder`, as its pre-receive hook is told of it. */
export async function checkReceived(
  folder: string,
  rules: CheckRules,
  { environment, readInput }: Terminal,
): Promise<readonly Finding[]> {
  const commits = readCommits(folder, environment);
  const findings: Finding[] = [];
  try {
    for (const pushed of await pushedLabels(await readInput(), commits)) {
      findings.push(...(await checkOffline(pushed, { objects: commits, ...rules })).findings);
    }
  } finally {
    await commits.stop();
  }
  return findings;
}
