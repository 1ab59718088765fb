import { readFileSync } from 'node:fs';
import { cp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { git } from './git.ts';
import type { ActionStep } from './group.ts';

type BuildStep =
  | {
      readonly action: 'commit';
      readonly branch: string;
      readonly message: string;
      readonly tree?: string;
      readonly links?: Readonly<Record<string, string>>;
      /** The id that came out when the data was recorded. */
      readonly commit: string;
    }
  | { readonly action: 'branch'; readonly name: string; readonly from: string }
  | { readonly action: 'tag'; readonly name: string; readonly annotation?: string };

interface Recipe {
  readonly head: string;
  readonly steps: readonly BuildStep[];
}

/** A repository built from its recipe: a working tree, and the bare one that the Git server serves. */
export interface Repository {
  /** Recorded commit ids and what they are here (the recording does not say who its author was). */
  readonly commits: ReadonlyMap<string, string>;
  apply(action: ActionStep): Promise<void>;
}

/** Builds `recipe` as `workTree` and publishes it as the bare repository `bare`. */
export async function buildRepository(
  recipeFolder: string,
  workTree: string,
  bare: string,
): Promise<Repository> {
  const text = readFileSync(join(recipeFolder, 'steps.json'), 'utf8');
  const recipe = JSON.parse(text) as Recipe;
  const commits = new Map<string, string>();
  let moment = 0;

  async function switchTo(branch: string): Promise<void> {
    const known = await git(workTree, ['branch', '--list', branch]);
    if (known !== '') await git(workTree, ['checkout', '-q', branch]);
    else if (branch !== recipe.head) {
      await git(workTree, ['checkout', '-q', '-b', branch, recipe.head]);
    }
  }

  async function commit(message: string, amend = false): Promise<string> {
    await git(workTree, ['add', '-A', '-f']);
    const how = amend ? ['--amend'] : [];
    await git(workTree, ['commit', '-q', '--allow-empty', ...how, '-m', message], moment++);
    return await git(workTree, ['rev-parse', 'HEAD']);
  }

  async function build(step: BuildStep): Promise<void> {
    if (step.action === 'branch') {
      await git(workTree, ['branch', step.name, step.from]);
      return;
    }
    if (step.action === 'tag') {
      const note = step.annotation === undefined ? [] : ['-a', '-m', step.annotation];
      await git(workTree, ['tag', ...note, step.name], moment++);
      return;
    }
    await switchTo(step.branch);
    if (step.tree !== undefined) {
      await cp(join(recipeFolder, step.tree), workTree, { recursive: true });
    }
    for (const [name, target] of Object.entries(step.links ?? {})) {
      await symlink(target, join(workTree, name));
    }
    commits.set(step.commit, await commit(step.message));
  }

  async function publish(): Promise<void> {
    await git(workTree, ['push', '-q', '--mirror', bare]);
  }

  await mkdir(workTree, { recursive: true });
  await git(workTree, ['init', '-q', '-b', recipe.head]);
  for (const step of recipe.steps) await build(step);
  await switchTo(recipe.head);
  await git(workTree, ['init', '-q', '--bare', '-b', recipe.head, bare]);
  await publish();

  return {
    commits,
    async apply(action) {
      if (action.action === 'commit') {
        await switchTo(action.branch);
        for (const [name, content] of Object.entries(action.files)) {
          await writeOrRemove(join(workTree, name), content);
        }
        await commit(action.message, action.amend);
        await switchTo(recipe.head);
      } else if (action.action === 'tag') {
        await git(workTree, ['tag', action.name]);
      } else if (action.action === 'branch') {
        await git(workTree, ['branch', action.name, action.from]);
      } else if (action.action === 'delete-branch') {
        await git(workTree, ['branch', '-q', '-D', action.name]);
      }
      await publish();
    },
  };
}

async function writeOrRemove(file: string, content: string | null): Promise<void> {
  if (content === null) return rm(file);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
}
