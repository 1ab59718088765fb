import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Secret } from '@vernal/core';

const OWNER_ONLY = 0o600;
const OWNER_RUNS = 0o700;
/**
 * Prints what its environment holds: a passphrase stands on no command line and in no file. `ssh` comes with all
 * its questions: another one, such as that for a password, must not be answered with it.
 */
const ASK_SCRIPT = `#!/bin/sh
case "$1" in
  'Enter passphrase for key '*) printf '%s\\n' "$VERNAL_SSH_PASSPHRASE" ;;
  *) exit 1 ;;
esac
`;
/** Nobody sits there to be asked. */
const NO_QUESTIONS = ['BatchMode=yes'];
/** The passphrase is the only question. */
const ONE_QUESTION = [
  'NumberOfPasswordPrompts=1',
  'PasswordAuthentication=no',
  'KbdInteractiveAuthentication=no',
];

/** How a remote is reached over SSH (config-protocol 4.6). */
export interface SshTransport {
  /** Whose keys and known hosts count: these, or those of the user. */
  readonly settings: 'own' | "user's";
  readonly passphrase?: Secret | undefined;
  readonly privateKey?: Secret | undefined;
  /** A line of a known_hosts file. */
  readonly knownHost?: string | undefined;
  readonly knownHostsFile?: string | undefined;
  readonly hosts: 'known only' | 'any';
  readonly preferredAuthentications?: string | undefined;
}

/** The variables that make Git use SSH so, and the files behind them. */
export interface SshFiles {
  readonly variables: Readonly<Record<string, string>>;
  /** Removes the files. */
  remove(): Promise<void>;
}

/** Writes keys where `ssh` can read them and nobody else can. */
export async function writeSshFiles(ssh: SshTransport): Promise<SshFiles> {
  const folder = await mkdtemp(join(tmpdir(), 'vernal-ssh-'));
  const write = async (name: string, content: string, mode = OWNER_ONLY) => {
    const path = join(folder, name);
    await writeFile(path, content, { mode });
    return path;
  };
  const options = ssh.settings === 'own' ? await ownOptions(ssh, write) : [];
  const questions = ssh.passphrase === undefined ? NO_QUESTIONS : ONE_QUESTION;
  options.push(...questions.flatMap((setting) => ['-o', setting]));
  if (ssh.hosts === 'any') options.push('-o', 'StrictHostKeyChecking=no');
  const variables: Record<string, string> = {
    GIT_SSH_COMMAND: ['ssh', ...options.map(quote)].join(' '),
  };
  if (ssh.passphrase !== undefined) {
    variables['SSH_ASKPASS'] = await write('ask', ASK_SCRIPT, OWNER_RUNS);
    variables['SSH_ASKPASS_REQUIRE'] = 'force';
    variables['VERNAL_SSH_PASSPHRASE'] = ssh.passphrase.reveal();
  }
  return { variables, remove: () => rm(folder, { recursive: true, force: true }) };
}

type Write = (name: string, content: string) => Promise<string>;

async function ownOptions(ssh: SshTransport, write: Write): Promise<string[]> {
  const options = ['-F', '/dev/null', '-o', 'GlobalKnownHostsFile=/dev/null'];
  const set = (name: string, value: string) => options.push('-o', `${name}=${value}`);
  if (ssh.privateKey === undefined) set('IdentityFile', 'none');
  else {
    options.push('-i', await write('key', `${ssh.privateKey.reveal().trim()}\n`));
    set('IdentitiesOnly', 'yes');
  }
  // New hosts are added to the first file, which is not that of the operator.
  const known = [await write('known_hosts', `${ssh.knownHost ?? ''}\n`), ssh.knownHostsFile ?? []];
  set('UserKnownHostsFile', known.flat().map(quoteWord).join(' '));
  if (ssh.hosts === 'known only') set('StrictHostKeyChecking', 'yes');
  if (ssh.preferredAuthentications !== undefined) {
    set('PreferredAuthentications', ssh.preferredAuthentications);
  }
  return options;
}

/** One of several file names in an option of `ssh`. */
function quoteWord(path: string): string {
  return `"${path}"`;
}

/** Git hands the command to a shell. */
function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
