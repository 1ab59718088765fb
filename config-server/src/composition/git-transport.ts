import { sshHostOf } from '../adapters/git/repository-address.ts';
import type { RepositorySettings } from '../adapters/git/repository-settings.ts';
import type { SshTransport } from '../adapters/git/ssh-files.ts';
import type { GitOptions } from '../options/git-options.ts';
import { proxyFor } from '../options/proxy-options.ts';
import type { SshOptions } from '../options/ssh-options.ts';

/** How a repository is reached, by the kind of its address. */
export function transportOf(
  git: GitOptions,
  uri: string,
): Pick<RepositorySettings, 'http'> | Pick<RepositorySettings, 'ssh'> {
  const host = sshHostOf(uri);
  if (host !== undefined) return { ssh: sshTransport(git, host) };
  const certificates = git.skipSslValidation ? 'accept-any' : 'check';
  return { http: { certificates, proxy: proxyFor(uri, git) } };
}

function sshTransport(options: SshOptions, host: string): SshTransport {
  const { passphrase, privateKey, knownHostsFile, preferredAuthentications } = options;
  const { hostKey, hostKeyAlgorithm } = options;
  return {
    settings: options.ignoreLocalSshSettings ? 'own' : "user's",
    hosts: options.strictHostKeyChecking ? 'known only' : 'any',
    knownHost: hostKey && `${host} ${hostKeyAlgorithm} ${hostKey}`,
    passphrase,
    privateKey,
    knownHostsFile,
    preferredAuthentications,
  };
}
