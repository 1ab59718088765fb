import type { GitOptions } from '../options/git-options.ts';
import type { SshOptions } from '../options/ssh-options.ts';

/** What a team's repository takes over when it says nothing of its own (config-protocol 4.5). */
export function inherit<Team extends GitOptions>(team: Team, parent: GitOptions): Team {
  const credentials = team.username === undefined && team.password === undefined ? parent : team;
  return {
    ...team,
    ...inheritedSsh(team, parent),
    username: credentials.username,
    password: credentials.password,
    timeoutMs: team.timeoutMs ?? parent.timeoutMs,
    refreshRateMs: team.refreshRateMs ?? parent.refreshRateMs,
    skipSslValidation: team.skipSslValidation || parent.skipSslValidation,
  };
}

/** Spring looks at the parent alone for whether the files of the user count. */
function inheritedSsh(team: SshOptions, parent: SshOptions): SshOptions {
  const keys = team.privateKey === undefined ? parent : team;
  const hosts = team.hostKey === undefined && team.knownHostsFile === undefined ? parent : team;
  return {
    ignoreLocalSshSettings: team.ignoreLocalSshSettings || parent.ignoreLocalSshSettings,
    privateKey: keys.privateKey,
    passphrase: team.passphrase ?? parent.passphrase,
    preferredAuthentications: team.preferredAuthentications ?? parent.preferredAuthentications,
    hostKey: hosts.hostKey,
    hostKeyAlgorithm: hosts.hostKeyAlgorithm,
    knownHostsFile: hosts.knownHostsFile,
    strictHostKeyChecking: team.strictHostKeyChecking && hosts.strictHostKeyChecking,
  };
}
