import { type GitSetting, gitEnvironment } from '../git/git-environment.ts';

/** What the Git processes of hosted repositories are run with. */
export interface HostingEnvironment {
  /** Variables of this process, of which Git gets what it needs. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly hooksFolder: string;
  readonly maxPushBytes: number;
}

/** Settings of the environment win over those of a repository and of the user. */
export function hostingEnvironment({
  environment,
  hooksFolder,
  maxPushBytes,
}: HostingEnvironment): Record<string, string> {
  const settings: readonly GitSetting[] = [
    // Git refuses the repositories of other users unless they are named; a data folder may be a volume.
    ['safe.directory', '*'],
    ['core.hooksPath', hooksFolder],
    // An accepted push outlives a power cut.
    ['core.fsync', 'committed'],
    ['receive.fsckObjects', 'true'],
    ['receive.maxInputSize', String(maxPushBytes)],
    // Who may do that is the rule of a branch, and the hook asks for it.
    ['receive.denyNonFastForwards', 'false'],
    ['receive.denyDeletes', 'false'],
    ['receive.denyDeleteCurrent', 'refuse'],
    ['receive.advertisePushOptions', 'false'],
  ];
  return gitEnvironment(environment, settings);
}
