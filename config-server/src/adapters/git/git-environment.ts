/** A setting of Git that is passed by environment: it shows in no argument list and in no file. */
export type GitSetting = readonly [key: string, value: string];

/** Variables of this process that Git needs: where programs, keys, certificates and proxies are. */
const INHERITED =
  /^(?:PATH|HOME|USER|LOGNAME|TMPDIR|SSH_AUTH_SOCK|SSL_CERT_(?:FILE|DIR)|(?:https?|all|no)_proxy|XDG_CONFIG_HOME|SYSTEMROOT|USERPROFILE)$/i;

const ALWAYS: readonly GitSetting[] = [
  // Nothing is collected that a held commit may need.
  ['gc.auto', '0'],
  ['maintenance.auto', 'false'],
  // A repository must not name others to fetch from, nor the user's templates a program to run.
  ['fetch.recurseSubmodules', 'false'],
  ['core.hooksPath', '/dev/null'],
  // A remote that only trickles must not keep a check going for ever: bytes per second, for so many seconds.
  ['http.lowSpeedLimit', '1000'],
  ['http.lowSpeedTime', '30'],
];

/** The environment of every Git process: `settings` in force, no prompts, English messages. */
export function gitEnvironment(
  inherited: Readonly<Record<string, string | undefined>>,
  settings: readonly GitSetting[],
): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries(inherited)) {
    if (value !== undefined && INHERITED.test(name)) environment[name] = value;
  }
  const all = [...ALWAYS, ...settings];
  for (const [index, [key, value]] of all.entries()) {
    environment[`GIT_CONFIG_KEY_${index}`] = key;
    environment[`GIT_CONFIG_VALUE_${index}`] = value;
  }
  return {
    ...environment,
    LC_ALL: 'C',
    GIT_CONFIG_COUNT: String(all.length),
    GIT_TERMINAL_PROMPT: '0',
    // No `ext::` and the like: an address must not name a command.
    GIT_ALLOW_PROTOCOL: 'file:git:http:https:ssh',
    GIT_OPTIONAL_LOCKS: '0',
  };
}
