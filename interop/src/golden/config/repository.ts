import { readFileSync } from 'node:fs';
import { cp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { git } from '../../system/git.ts';
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

/** A change of a repository while a scenario is played. */
export type RepositoryAction = Extract<ActionStep, { repo: string }>;

/** A repository built from its recipe: a working tree, and the bare one that the Git server serves. */
export class Repository {
  /** Recorded commit ids and what they are here (the recording does not say who its author was). */
  readonly commits = new Map<string, string>();
  readonly #workTree: string;
  readonly #bare: string;
  readonly #head: string;
  #newestCommit = '';
  #moment = 0;

  private constructor(workTree: string, bare: string, head: string) {
    this.#workTree = workTree;
    this.#bare = bare;
    this.#head = head;
  }

  /** Builds the recipe of a folder as `workTree` and publishes it as the bare repository `bare`. */
  static async build(recipeFolder: string, workTree: string, bare: string): Promise<Repository> {
    const text = readFileSync(join(recipeFolder, 'steps.json'), 'utf8');
    const { head, steps } = JSON.parse(text) as Recipe;
    const repository = new Repository(workTree, bare, head);
    await mkdir(workTree, { recursive: true });
    await repository.#git('init', '-q', '-b', head);
    for (const step of steps) await repository.#build(step, recipeFolder);
    await repository.#switchTo(head);
    await repository.#git('init', '-q', '--bare', '-b', head, bare);
    await repository.#publish();
    return repository;
  }

  /** Performs the change and publishes it. A tag goes on the newest commit of any branch, as when it was recorded. */
  async apply(action: RepositoryAction): Promise<void> {
    switch (action.action) {
      case 'commit':
        await this.#commitFiles(action);
        break;
      case 'tag':
        await this.#git('tag', action.name, this.#newestCommit);
        break;
      case 'branch':
        await this.#git('branch', action.name, action.from);
        break;
      case 'delete-branch':
        await this.#git('branch', '-q', '-D', action.name);
    }
    await this.#publish();
  }

  async #build(step: BuildStep, recipeFolder: string): Promise<void> {
    if (step.action === 'branch') {
      await this.#git('branch', step.name, step.from);
    } else if (step.action === 'tag') {
      const note = step.annotation === undefined ? [] : ['-a', '-m', step.annotation];
      await git(this.#workTree, ['tag', ...note, step.name], this.#moment++);
    } else {
      await this.#switchTo(step.branch);
      if (step.tree !== undefined) {
        await cp(join(recipeFolder, step.tree), this.#workTree, { recursive: true });
      }
      for (const [name, target] of Object.entries(step.links ?? {})) {
        await symlink(target, join(this.#workTree, name));
      }
      this.commits.set(step.commit, await this.#commit(step.message));
    }
  }

  async #commitFiles(action: Extract<RepositoryAction, { action: 'commit' }>): Promise<void> {
    await this.#switchTo(action.branch);
    for (const [name, content] of Object.entries(action.files)) {
      await writeOrRemove(join(this.#workTree, name), content);
    }
    await this.#commit(action.message, action.amend === true ? ['--amend'] : []);
    await this.#switchTo(this.#head);
  }

  /** A new branch starts at the head branch. */
  async #switchTo(branch: string): Promise<void> {
    const known = await this.#git('branch', '--list', branch);
    if (known !== '') await this.#git('checkout', '-q', branch);
    else if (branch !== this.#head) {
      await this.#git('checkout', '-q', '-b', branch, this.#head);
    }
  }

  async #commit(message: string, how: readonly string[] = []): Promise<string> {
    await this.#git('add', '-A', '-f');
    const args = ['commit', '-q', '--allow-empty', ...how, '-m', message];
    await git(this.#workTree, args, this.#moment++);
    this.#newestCommit = await this.#git('rev-parse', 'HEAD');
    return this.#newestCommit;
  }

  #publish(): Promise<string> {
    return this.#git('push', '-q', '--mirror', this.#bare);
  }

  #git(...args: readonly string[]): Promise<string> {
    return git(this.#workTree, args);
  }
}

async function writeOrRemove(file: string, content: string | null): Promise<void> {
  if (content === null) return rm(file);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
}
