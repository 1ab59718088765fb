import type { GitSetting } from './git-environment.ts';
import type { RepositoryAddress } from './repository-address.ts';

/** Answers Git's question for credentials from the environment, so that they stand in no argument and no file. */
const HELPER = `!answer() { [ "$1" = get ] && printf 'username=%s\\npassword=%s\\n' "$VERNAL_GIT_USERNAME" "$VERNAL_GIT_PASSWORD"; :; }; answer`;

/** How Git gets the credentials of a remote. */
export interface GitCredentials {
  readonly settings: readonly GitSetting[];
  readonly variables: Readonly<Record<string, string>>;
}

/**
 * The credentials of an address for its own host alone: a header of the request would be sent on to the host that a
 * redirect leads to. Helpers of the user, which may write to a file what worked, are left out.
 */
export function gitCredentials({ uri, credentials }: RepositoryAddress): GitCredentials {
  if (credentials === undefined || !URL.canParse(uri)) return { settings: [], variables: {} };
  return {
    settings: [
      ['credential.helper', ''],
      [`credential.${new URL(uri).origin}.helper`, HELPER],
      // Spares the question in Git 2.46 and newer; others wait to be asked for them.
      ['http.proactiveAuth', 'basic'],
    ],
    variables: {
      VERNAL_GIT_USERNAME: credentials.username,
      VERNAL_GIT_PASSWORD: credentials.password.reveal(),
    },
  };
}
