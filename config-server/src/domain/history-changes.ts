import { changedKeys, type PropertyValue } from '@vernal/protocol/config';

/** An application's configuration at a commit: its properties, or why there are none. */
export type CommitContents =
  | { readonly properties: ReadonlyMap<string, PropertyValue> }
  | { readonly problem: string };

/** What a commit changed for an application: keys, or that it broke a file. */
export interface EffectiveChange {
  /** By name; empty for a commit that broke a file. */
  readonly changedKeys: readonly string[];
  readonly problem?: string;
}

/**
 * What each commit changed, oldest first; undefined for one that changed nothing. While a file is broken
 * the last good commit stays in force: the next good one is compared with that.
 *
 * @param before the properties before the first commit
 */
export function effectiveChanges(
  before: ReadonlyMap<string, PropertyValue>,
  commits: readonly CommitContents[],
): (EffectiveChange | undefined)[] {
  let inForce = before;
  let problem: string | undefined;
  return commits.map((contents) => {
    const known = problem;
    if ('problem' in contents) {
      problem = contents.problem;
      return problem === known ? undefined : { changedKeys: [], problem };
    }
    problem = undefined;
    const changed = changedKeys(inForce, contents.properties);
    inForce = contents.properties;
    return changed.length === 0 ? undefined : { changedKeys: changed };
  });
}
