import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { endProcess, freePort, untilListening } from '@vernal/core/testing';

const run = promisify(execFile);
/** Where an sshd of root puts its children; Debian makes it when the system starts. */
const ROOTS_FOLDER = '/run/sshd';
/** Of the locked user key. */
const PASSPHRASE = 'open sesame, please';

/** Keys that users come with: two that are let in, of which one asks for the passphrase, and one that is not. */
type UserKey = 'plain' | 'locked' | 'stranger';

/** An OpenSSH server on loopback that lets the current user in. */
export interface Sshd {
  readonly passphrase: string;
  /** As a known_hosts file names it. */
  readonly place: string;
  /** Address of a folder on this machine. */
  url(folder: string): string;
  /** File of a private key. */
  keyFile(name: UserKey): string;
  privateKey(name: UserKey): Promise<string>;
  /** Algorithm and key of the host, in Base64; `other` is that of another host. */
  hostKey(which?: 'its' | 'other'): Promise<readonly [algorithm: string, key: string]>;
  /** What it has logged so far. */
  log(): string;
  start(hostKey?: 'its' | 'other'): Promise<void>;
  stop(): Promise<void>;
  /** Stops it and removes its files. */
  close(): Promise<void>;
}

/** Starts one. OpenSSH's server must be installed. */
export async function startSshd(): Promise<Sshd> {
  const folder = await mkdtemp(join(tmpdir(), 'vernal-sshd-'));
  const port = await freePort();
  const { username, uid } = userInfo();
  let server: ChildProcess | undefined;
  let log = '';
  await makeKeys(folder);
  if (uid === 0) await mkdir(ROOTS_FOLDER, { recursive: true });

  const sshd: Sshd = {
    passphrase: PASSPHRASE,
    place: `[127.0.0.1]:${port}`,
    url: (path) => `ssh://${username}@127.0.0.1:${port}${path}`,
    keyFile: (name) => join(folder, name),
    privateKey: (name) => readFile(join(folder, name), 'utf8'),
    async hostKey(which = 'its') {
      const [algorithm = '', key = ''] = (
        await readFile(join(folder, `host-${which}.pub`), 'utf8')
      ).split(' ');
      return [algorithm, key];
    },
    log: () => log,
    async start(hostKey = 'its') {
      const file = join(folder, 'sshd_config');
      await writeFile(file, settings(folder, port, hostKey));
      // It starts itself anew for each connection, and so needs its whole path.
      const child = spawn('/usr/sbin/sshd', ['-D', '-e', '-f', file], {
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      server = child;
      child.stderr.on('data', (chunk) => {
        log += String(chunk);
      });
      await untilListening(port, child);
    },
    async stop() {
      if (server !== undefined) await endProcess(server);
      server = undefined;
    },
    async close() {
      await sshd.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
  await sshd.start();
  return sshd;
}

async function makeKeys(folder: string): Promise<void> {
  const make = (name: string, passphrase = '') => {
    const what = ['-q', '-t', 'ed25519', '-C', name];
    return run('ssh-keygen', [...what, '-N', passphrase, '-f', join(folder, name)]);
  };
  await make('locked', PASSPHRASE);
  for (const name of ['plain', 'stranger', 'host-its', 'host-other']) await make(name);
  const letIn = ['plain.pub', 'locked.pub'].map((name) => readFile(join(folder, name), 'utf8'));
  await writeFile(join(folder, 'authorized_keys'), (await Promise.all(letIn)).join(''));
}

/** Passwords are asked for, too, so that a client that has none to give is seen to give none. */
function settings(folder: string, port: number, hostKey: string): string {
  return [
    `ListenAddress 127.0.0.1:${port}`,
    `HostKey ${join(folder, `host-${hostKey}`)}`,
    `AuthorizedKeysFile ${join(folder, 'authorized_keys')}`,
    'PidFile none',
    'UsePAM no',
    'StrictModes no',
    'PasswordAuthentication yes',
    'PermitRootLogin yes',
    'LogLevel VERBOSE',
    '',
  ].join('\n');
}

/** A home of the user with these files below `.ssh`, which the `ssh` in the folder `bin` takes for its own. */
export async function makeHome(
  folder: string,
  files: { readonly key: string; readonly knownHosts: string },
): Promise<string> {
  const ssh = join(folder, 'home', '.ssh');
  const bin = join(folder, 'bin');
  for (const path of [ssh, bin]) await mkdir(path, { recursive: true });
  await copyFile(files.key, join(ssh, 'id_ed25519'));
  await chmod(join(ssh, 'id_ed25519'), 0o600);
  await writeFile(join(ssh, 'known_hosts'), files.knownHosts);
  await writeFile(join(bin, 'ssh'), sshAtHome(join(folder, 'home')), { mode: 0o755 });
  return bin;
}

/** OpenSSH asks the system, not `HOME`, where its user is at home: for it alone another folder is mounted there. */
function sshAtHome(home: string): string {
  return [
    '#!/bin/sh',
    'exec unshare --map-root-user --mount sh -c \'mount --bind "$0" ~root && exec /usr/bin/ssh "$@"\' \\',
    `  '${home}' "$@"`,
    '',
  ].join('\n');
}
