import type { Secret } from '@vernal/core';
import {
  duration,
  flag,
  integer,
  list,
  type OptionTable,
  secret,
  text,
} from '@vernal/core/options';
import { type ProxyOptions, proxyOptions } from './proxy-options.ts';
import { type SshOptions, sshOptions } from './ssh-options.ts';

/** A Git repository as the options describe it. */
export interface GitOptions extends ProxyOptions, SshOptions {
  readonly uri: string | undefined;
  readonly username: string | undefined;
  readonly password: Secret | undefined;
  readonly defaultLabel: string;
  readonly tryMasterBranch: boolean;
  readonly continueOnMultipleLabelFailure: boolean;
  readonly searchPaths: readonly string[];
  readonly basedir: string | undefined;
  readonly timeoutMs: number | undefined;
  readonly refreshRateMs: number | undefined;
  readonly cloneOnStart: boolean;
  readonly deleteUntrackedBranches: boolean;
  readonly skipSslValidation: boolean;
  readonly order: number | undefined;
}

/** A Git repository: below `git`, `git.repos.NAME` or `composite[n]`. Names begin with `prefix`. */
export function gitOptions(prefix: string): OptionTable<GitOptions> {
  return {
    ...labelOptions(prefix),
    ...remoteOptions(prefix),
    ...proxyOptions(prefix),
    ...sshOptions(prefix),
    uri: text(`${prefix}uri`, {
      description:
        'Git repository: an http(s), ssh or file URL, or a folder; {application}, {profile}, {label} work',
    }),
    searchPaths: list(`${prefix}search-paths`, {
      default: [],
      description:
        'Folders searched besides the root; {application}, {profile}, {label}, * and ** work',
    }),
    order: integer(`${prefix}order`, {
      description: 'Place among several backends; the lowest is strongest',
    }),
  };
}

type LabelOptions = Pick<
  GitOptions,
  'defaultLabel' | 'tryMasterBranch' | 'continueOnMultipleLabelFailure'
>;

function labelOptions(prefix: string): OptionTable<LabelOptions> {
  return {
    defaultLabel: text(`${prefix}default-label`, {
      default: 'main',
      description: 'Branch, tag or commit when a request names none',
    }),
    tryMasterBranch: flag(`${prefix}try-master-branch`, {
      default: true,
      description: 'Read master where main does not exist',
    }),
    continueOnMultipleLabelFailure: flag(`${prefix}continue-on-multiple-label-failure`, {
      default: false,
      description: 'Leave labels that do not exist out of a list of labels',
    }),
  };
}

type RemoteOptions = Pick<
  GitOptions,
  | 'username'
  | 'password'
  | 'basedir'
  | 'timeoutMs'
  | 'refreshRateMs'
  | 'cloneOnStart'
  | 'deleteUntrackedBranches'
  | 'skipSslValidation'
>;

function remoteOptions(prefix: string): OptionTable<RemoteOptions> {
  return {
    username: text(`${prefix}username`, { description: 'User at the Git host' }),
    password: secret(`${prefix}password`, { description: 'Password or token at the Git host' }),
    basedir: text(`${prefix}basedir`, {
      description:
        'Folder of the mirrors of remote repositories; below the data folder when not set',
    }),
    timeoutMs: duration(`${prefix}timeout`, {
      unit: 's',
      description: 'How long a request waits for the remote; plain numbers are seconds',
    }),
    refreshRateMs: duration(`${prefix}refresh-rate`, {
      unit: 's',
      minMs: Number.MIN_SAFE_INTEGER,
      description: 'Seconds between checks of the remote: 0 at every request, below 0 never',
    }),
    cloneOnStart: flag(`${prefix}clone-on-start`, {
      default: false,
      description: 'Refuse to start while a repository that was never fetched can not be reached',
    }),
    deleteUntrackedBranches: flag(`${prefix}delete-untracked-branches`, {
      default: false,
      description: 'Forget branches and tags that the remote has deleted',
    }),
    skipSslValidation: flag(`${prefix}skip-ssl-validation`, {
      default: false,
      description: 'Accept any certificate of the Git host',
    }),
  };
}

/** One entry of `git.repos`. */
export interface TeamRepositoryOptions extends GitOptions {
  readonly patterns: readonly string[];
}

/** A repository for the applications that a pattern names. */
export const teamRepositoryOptions: OptionTable<TeamRepositoryOptions> = {
  ...gitOptions(''),
  patterns: list('pattern', {
    default: [],
    description: 'Application, or application/profiles, with *; the name of the entry when not set',
  }),
};
