import { createHash } from 'node:crypto';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf, VernalError } from '@vernal/core';
import { type SimpleGit, simpleGit } from 'simple-git';
import { gitEnvironment } from './git-environment.ts';
import { transportSettings, transportVariables } from './git-transport.ts';
import type { RepositoryAddress } from './repository-address.ts';
import type { RepositorySettings } from './repository-settings.ts';
import { type SshFiles, writeSshFiles } from './ssh-files.ts';

/** What Git says of objects that can't be read here; what the remote says of its own begins with `remote:`. */
const DAMAGE =
  /^(?:fatal|error): (?!remote).*(?:is corrupt|bad object|did not send all necessary objects)/m;

/** Branches and tags only: what else a Git host keeps, such as pull requests, nobody asks for. */
const REFSPECS = ['+refs/heads/*:refs/heads/*', '+refs/tags/*:refs/tags/*'];

/** A bare copy of a remote. Making it and fetching into it can be broken off at any point and repeated. */
export class Mirror {
  readonly gitFolder: string;
  #environment: Record<string, string>;
  #sshFiles: SshFiles | undefined;
  readonly #settings: RepositorySettings;
  readonly #abort = new AbortController();

  constructor(settings: RepositorySettings) {
    const { uri } = settings.address;
    const id = createHash('sha256').update(uri).digest('hex').slice(0, 16);
    this.gitFolder = join(settings.mirrorsDir, `${id}.git`);
    const { http, address } = settings;
    const transport = http === undefined ? [] : transportSettings(http);
    this.#environment = {
      ...gitEnvironment(settings.environment, [...credentialSettings(address), ...transport]),
      ...(http === undefined ? {} : transportVariables(http)),
    };
    this.#settings = settings;
  }

  /** Makes the folder, empty, when there is none. */
  async prepare(): Promise<void> {
    const { ssh } = this.#settings;
    if (ssh !== undefined) {
      this.#sshFiles = await writeSshFiles(ssh);
      this.#environment = { ...this.#environment, ...this.#sshFiles.variables };
    }
    await this.#init(this.gitFolder);
  }

  /**
   * Makes branches and tags equal to the remote's; those deleted there go here, too, if they shall.
   * @returns all refs as one text, to see whether anything moved
   * @throws VernalError `CONFIG_FETCH_FAILED`, or `CONFIG_MIRROR_DAMAGED` when objects here can't be read
   */
  async fetch(): Promise<string> {
    try {
      await this.#fetchInto(this.gitFolder);
      return await this.refs();
    } catch (error) {
      const output = messageOf(error).trim();
      const message = `git fetch failed: ${output.split('\n').at(-1)}`;
      if (DAMAGE.test(output)) {
        throw new VernalError('CONFIG_MIRROR_DAMAGED', message, { cause: error });
      }
      throw new VernalError('CONFIG_FETCH_FAILED', message, { cause: error });
    }
  }

  /** Fetches everything anew beside a damaged mirror, which serves what it can meanwhile, then swaps them. */
  async rebuild(): Promise<void> {
    const fresh = `${this.gitFolder}.new`;
    const old = `${this.gitFolder}.old`;
    await Promise.all([fresh, old].map(removeFolder));
    await this.#init(fresh);
    await this.#fetchInto(fresh);
    await rename(this.gitFolder, old);
    await rename(fresh, this.gitFolder);
    await removeFolder(old);
  }

  /** All refs and their commits as one text. */
  async refs(): Promise<string> {
    return this.#git().raw('for-each-ref', '--format=%(refname) %(objectname)');
  }

  /** Ends a fetch that is under way. */
  stop(): void {
    this.#abort.abort();
  }

  /** Removes what only a running server needs. */
  async close(): Promise<void> {
    await this.#sshFiles?.remove();
    this.#sshFiles = undefined;
  }

  async #init(gitFolder: string): Promise<void> {
    await mkdir(gitFolder, { recursive: true });
    await this.#git(gitFolder).raw('init', '--bare', '--quiet', '.');
  }

  async #fetchInto(gitFolder: string): Promise<void> {
    const { address, deletedLabels } = this.#settings;
    const prune = deletedLabels === 'forget' ? ['--prune'] : [];
    const how = ['--force', '--no-tags', '--progress', ...prune];
    await this.#git(gitFolder).raw('fetch', ...how, address.uri, ...REFSPECS);
  }

  #git(gitFolder = this.gitFolder): SimpleGit {
    return simpleGit({
      baseDir: gitFolder,
      abort: this.#abort.signal,
      timeout: { block: this.#settings.timeoutMs },
      unsafe: {
        allowUnsafeConfigEnvCount: true,
        allowUnsafeSshCommand: true,
        allowUnsafeAskPass: true,
        allowUnsafeProtocolOverride: true,
      },
      allowEnvironment: Object.keys(this.#environment),
    }).env(this.#environment);
  }
}

function removeFolder(path: string): Promise<void> {
  return rm(path, { recursive: true, force: true });
}

/** As an HTTP header for this host alone: not in the URL, the arguments or a file. */
function credentialSettings({
  uri,
  credentials,
}: RepositoryAddress): (readonly [string, string])[] {
  if (credentials === undefined || !URL.canParse(uri)) return [];
  const { username, password } = credentials;
  const basic = Buffer.from(`${username}:${password.reveal()}`).toString('base64');
  return [[`http.${new URL(uri).origin}/.extraHeader`, `Authorization: Basic ${basic}`]];
}
