import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { SimpleGit } from 'simple-git';
import { fetchProblem, isInTheWay } from './fetch-problem.ts';
import { gitCredentials } from './git-credentials.ts';
import { gitEnvironment } from './git-environment.ts';
import { transportSettings, transportVariables } from './git-transport.ts';
import {
  finishSwap,
  isShallow,
  isUntidy,
  lastChecked,
  type MirrorPlaces,
  noteChecked,
  placesOf,
  removeFolder,
  removeLeftovers,
  swapIn,
} from './mirror-folder.ts';
import type { RepositorySettings } from './repository-settings.ts';
import { type SshFiles, writeSshFiles } from './ssh-files.ts';

/** Branches and tags only: what else a Git host keeps, such as pull requests, nobody asks for. */
const REFSPECS = ['+refs/heads/*:refs/heads/*', '+refs/tags/*:refs/tags/*'];
/** The time of the last check is written down no more often. */
const NOTE_INTERVAL_MS = 60_000;

/** A bare copy of a remote. Making it and fetching into it can be broken off at any point and repeated. */
export class Mirror {
  readonly gitFolder: string;
  #environment: Record<string, string>;
  #sshFiles: SshFiles | undefined;
  readonly #settings: RepositorySettings;
  readonly #abort = new AbortController();
  #notedAt = 0;
  #tidying: Promise<void> | undefined;

  constructor(settings: RepositorySettings) {
    const { uri } = settings.address;
    const id = createHash('sha256').update(uri).digest('hex').slice(0, 16);
    this.gitFolder = join(settings.mirrorsDir, `${id}.git`);
    const { http, address } = settings;
    const transport = http === undefined ? [] : transportSettings(http);
    const credentials = gitCredentials(address);
    this.#environment = {
      ...gitEnvironment(settings.environment, [...credentials.settings, ...transport]),
      ...credentials.variables,
      // A folder that is no repository must not pass for the one that it happens to be in.
      GIT_CEILING_DIRECTORIES: resolve(settings.mirrorsDir),
      ...(http === undefined ? {} : transportVariables(http, address.uri)),
    };
    this.#settings = settings;
  }

  /** Makes the folder, empty, when there is none, and clears up what an earlier run was killed over. */
  async prepare(): Promise<void> {
    const { ssh } = this.#settings;
    if (ssh !== undefined) {
      this.#sshFiles = await writeSshFiles(ssh);
      this.#environment = { ...this.#environment, ...this.#sshFiles.variables };
    }
    await finishSwap(placesOf(this.gitFolder));
    await removeLeftovers(this.gitFolder);
    await mkdir(this.gitFolder, { recursive: true });
  }

  /**
   * Makes the folder a repository if it is none yet. One that can't be written to, such as on a full disk, will do.
   * @returns all refs, as `fetch`
   * @throws VernalError `CONFIG_MIRROR_DAMAGED` when it can't be read
   */
  async open(): Promise<string> {
    const refs = () => this.#refs();
    try {
      return await this.#init(this.gitFolder).then(refs, (error: unknown) =>
        refs().catch(() => Promise.reject(error)),
      );
    } catch (error) {
      throw fetchProblem(error);
    }
  }

  /**
   * Makes branches and tags equal to the remote's; those deleted there go here, too, if they shall, or if a new
   * one could not be stored beside them.
   * @param before what the last fetch returned
   * @returns all refs and their commits as one text, to see whether anything moved
   * @throws VernalError `CONFIG_FETCH_FAILED`, or `CONFIG_MIRROR_DAMAGED` when what is here can't be read
   */
  async fetch(before: string): Promise<string> {
    try {
      await this.#fetchInto(this.gitFolder);
      const refs = await this.#refs();
      if (refs === '' && before !== '') await this.#restore(before);
      await this.#note();
      return refs;
    } catch (error) {
      // What a repack that is under way has made so far looks the same.
      if (this.#tidying === undefined) await removeLeftovers(this.gitFolder);
      throw fetchProblem(error);
    }
  }

  /**
   * Fetches everything anew beside a damaged mirror, which serves what it can meanwhile, then swaps them.
   * @throws as `fetch`
   */
  async rebuild(): Promise<string> {
    const places = placesOf(this.gitFolder);
    try {
      await Promise.all([places.fresh, places.old].map(removeFolder));
      await this.#init(places.fresh);
      await this.#fetchInto(places.fresh);
      if (this.#settings.deletedLabels !== 'forget') await this.#salvage(places);
      await swapIn(places);
      await this.#note();
      return await this.#refs();
    } catch (error) {
      await removeFolder(places.fresh);
      throw fetchProblem(error);
    }
  }

  /** Epoch ms at which the remote was last asked with success, by an earlier run, too; to the minute. */
  checkedAt(): Promise<number | undefined> {
    return lastChecked(this.gitFolder);
  }

  /**
   * Packs what many fetches have left, when it has become much. Every object stays: a commit that was pushed away
   * may be the one in force, and few packs are as fast as one.
   */
  tidy(): Promise<void> {
    this.#tidying ??= this.#tidy()
      .catch((error: unknown) => {
        if (!this.#abort.signal.aborted) throw error;
      })
      .finally(() => {
        this.#tidying = undefined;
      });
    return this.#tidying;
  }

  /** Ends a fetch that is under way. */
  stop(): void {
    this.#abort.abort();
  }

  /** Removes what only a running server needs. */
  async close(): Promise<void> {
    await this.#tidying?.catch(() => undefined);
    await this.#sshFiles?.remove();
    this.#sshFiles = undefined;
  }

  async #init(gitFolder: string): Promise<void> {
    await mkdir(gitFolder, { recursive: true });
    const git = await this.#git(gitFolder);
    await git.raw('init', '--bare', '--quiet', '.');
  }

  async #refs(): Promise<string> {
    const git = await this.#git(this.gitFolder);
    return git.raw('for-each-ref', '--format=%(refname) %(objectname)');
  }

  async #fetchInto(gitFolder: string): Promise<void> {
    const { address, deletedLabels, depth } = this.#settings;
    const how = ['--force', '--no-tags', '--progress', '--no-write-fetch-head'];
    if (depth !== undefined) how.push(`--depth=${depth}`);
    else if (await isShallow(gitFolder)) how.push('--unshallow');
    const git = await this.#git(gitFolder);
    const fetch = (...more: string[]) =>
      git.raw('fetch', ...how, ...more, '--', address.uri, ...REFSPECS);
    if (deletedLabels === 'forget') await fetch('--prune');
    else await fetch().catch((error: unknown) => this.#fetchPruned(error, fetch));
  }

  /** Labels that only the damaged mirror has, if it can still tell. */
  async #salvage({ mirror, fresh }: MirrorPlaces): Promise<void> {
    const how = ['--no-tags', '--no-write-fetch-head', '--quiet', '--', mirror];
    const onlyNew = REFSPECS.map((refspec) => refspec.slice(1));
    const git = await this.#git(fresh);
    await git.raw('fetch', ...how, ...onlyNew).catch(() => undefined);
  }

  /** Git takes a page without line breaks, such as that of a proxy, for a repository without labels. */
  async #restore(refs: string): Promise<void> {
    const git = await this.#git(this.gitFolder);
    for (const line of refs.trim().split('\n')) await git.raw('update-ref', ...line.split(' '));
    throw new Error('the remote names no labels, those it had are kept');
  }

  async #fetchPruned(error: unknown, fetch: (how: string) => Promise<unknown>): Promise<void> {
    if (!isInTheWay(error)) throw error;
    await fetch('--prune');
  }

  async #tidy(): Promise<void> {
    if (!(await isUntidy(this.gitFolder))) return;
    const git = await this.#git(this.gitFolder, 'as long as it takes');
    await git.raw('pack-refs', '--all');
    await git.raw('repack', '--geometric=2', '-d', '--quiet');
  }

  async #note(): Promise<void> {
    const now = this.#settings.clock.now();
    if (now - this.#notedAt < NOTE_INTERVAL_MS) return;
    this.#notedAt = now;
    await noteChecked(this.gitFolder, now);
  }

  /** Loaded with the first mirror: a server of local repositories has none. */
  async #git(
    gitFolder: string,
    silence: 'bounded' | 'as long as it takes' = 'bounded',
  ): Promise<SimpleGit> {
    const { simpleGit } = await import('simple-git');
    return simpleGit({
      baseDir: gitFolder,
      abort: this.#abort.signal,
      ...(silence === 'bounded' ? { timeout: { block: this.#settings.timeoutMs } } : {}),
      unsafe: {
        allowUnsafeConfigEnvCount: true,
        allowUnsafeCredentialHelper: true,
        allowUnsafeHooksPath: true,
        allowUnsafeSshCommand: true,
        allowUnsafeAskPass: true,
        allowUnsafeProtocolOverride: true,
      },
      allowEnvironment: Object.keys(this.#environment),
    }).env(this.#environment);
  }
}
