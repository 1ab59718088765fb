import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf, VernalError } from '@vernal/core';
import { type SimpleGit, simpleGit } from 'simple-git';
import { gitEnvironment } from './git-environment.ts';
import { transportSettings, transportVariables } from './git-transport.ts';
import type { RepositoryAddress } from './repository-address.ts';
import type { RepositorySettings } from './repository-settings.ts';
import { type SshFiles, writeSshFiles } from './ssh-files.ts';

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
    await mkdir(this.gitFolder, { recursive: true });
    await this.#git().raw('init', '--bare', '--quiet', '.');
  }

  /**
   * Makes branches and tags equal to the remote's; those deleted there go here, too, if they shall.
   * @returns all refs as one text, to see whether anything moved
   * @throws VernalError `CONFIG_FETCH_FAILED`
   */
  async fetch(): Promise<string> {
    try {
      const { uri } = this.#settings.address;
      await this.#git().raw(
        'fetch',
        ...(this.#settings.deletedLabels === 'forget' ? ['--prune'] : []),
        '--force',
        '--no-tags',
        '--progress',
        uri,
        ...REFSPECS,
      );
      return await this.refs();
    } catch (error) {
      const reason = messageOf(error).trim().split('\n').at(-1);
      throw new VernalError('CONFIG_FETCH_FAILED', `git fetch failed: ${reason}`, { cause: error });
    }
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

  #git(): SimpleGit {
    return simpleGit({
      baseDir: this.gitFolder,
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
