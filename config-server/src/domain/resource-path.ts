import { namesOf } from './config-query.ts';

/** A request for `default` reads the file under its bare name (config-protocol 1.8.3). */
const DEFAULT_PROFILE = 'default';

/** Whatever could lead out of the repository, or to Git's own files, names nothing (config-protocol 1.4). */
const LEADS_ELSEWHERE = /[#%\\\p{Cc}]|(?:^|\/)(?:\.\.|\.git)(?:\/|$)|(?:^|\/)\.gitmodules$/u;

/** Whether a decoded path may name a file of a repository. */
export function isResourcePath(path: string): boolean {
  return path !== '' && !LEADS_ELSEWHERE.test(path);
}

/**
 * The files that a path may mean, the first that exists wins: directory by directory, and in each the file
 * of each profile before the bare one, e.g. `nginx-dev.conf` for `dev` (config-protocol 1.8.3).
 */
export function resourceCandidates(
  path: string,
  profiles: string,
  directories: readonly string[],
): string[] {
  const suffixes = namesOf(profiles).map((name) => (name === DEFAULT_PROFILE ? '' : `-${name}`));
  const names = [...suffixes, ''].map((suffix) => withSuffix(path, suffix));
  return directories.flatMap((directory) => names.map((name) => directory + name));
}

/** Before the last extension, or at the end. */
function withSuffix(path: string, suffix: string): string {
  const dot = path.lastIndexOf('.');
  const end = dot > path.lastIndexOf('/') ? dot : path.length;
  return path.slice(0, end) + suffix + path.slice(end);
}
