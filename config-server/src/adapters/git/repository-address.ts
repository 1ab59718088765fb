import { isAbsolute } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Secret } from '@vernal/core';

/** A known_hosts file names a host without it. */
const SSH_PORT = '22';

/** Name and password for a remote. */
interface RepositoryCredentials {
  readonly username: string;
  readonly password: Secret;
}

/** Where a repository is, without the credentials that its URI may have carried. */
export interface RepositoryAddress {
  /** As it is shown: no credentials, no trailing slash. */
  readonly uri: string;
  /** Folder of a repository on this machine; undefined for a remote. */
  readonly path?: string;
  readonly credentials?: RepositoryCredentials;
}

/** Reads `spring.cloud.config.server.git.uri`: a URL, a `file:` URL or an absolute or relative path. */
export function parseRepositoryAddress(text: string): RepositoryAddress {
  const uri = text.replace(/(?<=[^/:])\/+$/, '');
  if (uri.startsWith('file:')) return { uri, path: pathOfFileUri(uri) };
  if (isAbsolute(uri) || uri.startsWith('.')) return { uri, path: uri };
  return URL.canParse(uri) ? withoutCredentials(uri) : { uri };
}

/** The host of an SSH address as a known_hosts file names it; undefined for other addresses. */
export function sshHostOf(uri: string): string | undefined {
  if (!uri.startsWith('ssh://')) return /^(?:[^@/:]+@)?([^@/:]+):(?!\/\/)/.exec(uri)?.[1];
  const { hostname, port } = new URL(uri);
  const host = hostname.replace(/^\[(.+)\]$/, '$1');
  return port === '' || port === SSH_PORT ? host : `[${host}]:${port}`;
}

/** What all addresses of one Git host have in common: the host and its port. */
export function hostOf(uri: string): string {
  return sshHostOf(uri) ?? (URL.canParse(uri) ? new URL(uri).host : '');
}

function withoutCredentials(uri: string): RepositoryAddress {
  const url = new URL(uri);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return { uri };
  if (url.username === '' && url.password === '') return { uri };
  const username = decodeURIComponent(url.username);
  const password = new Secret(decodeURIComponent(url.password));
  url.username = '';
  url.password = '';
  return { uri: url.href.replace(/\/+$/, ''), credentials: { username, password } };
}

/** Spring users also write `file:/srv/config` and `file://srv/config` with a leading folder. */
function pathOfFileUri(uri: string): string {
  try {
    return fileURLToPath(uri);
  } catch {
    return decodeURI(uri.replace(/^file:\/*/, '/'));
  }
}
