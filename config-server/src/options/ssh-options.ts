import type { Secret } from '@vernal/core';
import { flag, type OptionTable, secret, text } from '@vernal/core/options';

/** How a repository is reached over SSH (config-protocol 4.6). */
export interface SshOptions {
  readonly ignoreLocalSshSettings: boolean;
  readonly passphrase: Secret | undefined;
  readonly privateKey: Secret | undefined;
  readonly hostKey: string | undefined;
  readonly hostKeyAlgorithm: string | undefined;
  readonly knownHostsFile: string | undefined;
  readonly strictHostKeyChecking: boolean;
  readonly preferredAuthentications: string | undefined;
}

/** Names begin with `prefix`. */
export function sshOptions(prefix: string): OptionTable<SshOptions> {
  return {
    ignoreLocalSshSettings: flag(`${prefix}ignore-local-ssh-settings`, {
      default: false,
      description: 'Take keys and hosts from these options, not from the files of the user',
    }),
    passphrase: secret(`${prefix}passphrase`, { description: 'Unlocks the SSH key' }),
    privateKey: secret(`${prefix}private-key`, { description: 'SSH key, PEM' }),
    hostKey: text(`${prefix}host-key`, { description: 'SSH key of the Git host, Base64' }),
    hostKeyAlgorithm: text(`${prefix}host-key-algorithm`, {
      description: 'Kind of the host key, such as ssh-ed25519',
    }),
    knownHostsFile: text(`${prefix}known-hosts-file`, { description: 'File of known SSH hosts' }),
    strictHostKeyChecking: flag(`${prefix}strict-host-key-checking`, {
      default: true,
      description: 'Refuse SSH hosts that are not known',
    }),
    preferredAuthentications: text(`${prefix}preferred-authentications`, {
      description: 'Ways to log in over SSH, in order',
    }),
  };
}
