import { VernalError } from '@vernal/core';
import { sshHostOf } from '../adapters/git/repository-address.ts';
import type { RepositorySettings } from '../adapters/git/repository-settings.ts';
import type { SshTransport } from '../adapters/git/ssh-files.ts';
import type { GitOptions } from '../options/git-options.ts';
import { proxyFor } from '../options/proxy-options.ts';
import type { SshOptions } from '../options/ssh-options.ts';

/**
 * How a repository is reached, by the kind of its address.
 *
 * @param place what the options of the repository stand below, for a problem with them
 * @throws VernalError `OPTIONS_INVALID` when the key of an SSH host is not whole
 */
export function transportOf(
  git: GitOptions,
  uri: string,
  place: string,
): Pick<RepositorySettings, 'http'> | Pick<RepositorySettings, 'ssh'> {
  const host = sshHostOf(uri);
  if (host !== undefined) return { ssh: sshTransport(git, host, place) };
  const certificates = git.skipSslValidation ? 'accept-any' : 'check';
  return { http: { certificates, proxy: proxyFor(uri, git) } };
}

function sshTransport(options: SshOptions, host: string, place: string): SshTransport {
  const { passphrase, privateKey, knownHostsFile, preferredAuthentications } = options;
  const { hostKey, hostKeyAlgorithm } = options;
  if ((hostKey === undefined) !== (hostKeyAlgorithm === undefined)) {
    const message = `${place}.host-key and ${place}.host-key-algorithm must be set together`;
    throw new VernalError('OPTIONS_INVALID', message);
  }
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
