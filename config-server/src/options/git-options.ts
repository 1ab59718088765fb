import { duration, flag, integer, list, type OptionsOf, secret, text } from '@vernal/core/options';

/** A Git repository among several: `git.repos.NAME` or `composite[n]`. Names begin with `prefix`. */
export function gitOptions(prefix: string) {
  return {
    uri: text(`${prefix}uri`, {
      description:
        'Git repository: an http(s), ssh or file URL, or a folder; {application}, {profile}, {label} work',
    }),
    username: text(`${prefix}username`, { description: 'User at the Git host' }),
    password: secret(`${prefix}password`, { description: 'Password or token at the Git host' }),
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
    searchPaths: list(`${prefix}search-paths`, {
      default: [],
      description:
        'Folders searched besides the root; {application}, {profile}, {label}, * and ** work',
    }),
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
      description: 'Refuse to start while the repository can not be reached and was never fetched',
    }),
    deleteUntrackedBranches: flag(`${prefix}delete-untracked-branches`, {
      default: false,
      description: 'Forget branches and tags that the remote has deleted',
    }),
    skipSslValidation: flag(`${prefix}skip-ssl-validation`, {
      default: false,
      description: 'Accept any certificate of the Git host',
    }),
    order: integer(`${prefix}order`, {
      description: 'Place among several backends; the lowest is strongest',
    }),
  };
}

/** A Git repository as the options describe it. */
export type GitOptions = OptionsOf<ReturnType<typeof gitOptions>>;

/** A repository for the applications that a pattern names. */
export const teamRepositoryOptions = {
  ...gitOptions(''),
  patterns: list('pattern', {
    default: [],
    description: 'Application, or application/profiles, with *; the name of the entry when not set',
  }),
};

/** One entry of `git.repos`. */
export type TeamRepositoryOptions = OptionsOf<typeof teamRepositoryOptions>;
