import type { Secret } from '@vernal/core';
import type { GitSetting } from './git-environment.ts';

/** A proxy on the way to a Git host. */
interface GitProxy {
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  readonly username?: string | undefined;
  readonly password?: Secret | undefined;
  /** Hosts that are asked directly, as Java writes them: separated by `|`, `*` for any text. */
  readonly nonProxyHosts?: string | undefined;
}

/** How a remote is reached over HTTP (config-protocol 4.6). */
export interface HttpTransport {
  /** `accept-any`: `skip-ssl-validation`. */
  readonly certificates: 'check' | 'accept-any';
  readonly proxy: GitProxy;
}

/** The settings of Git for it. */
export function transportSettings({ certificates, proxy }: HttpTransport): GitSetting[] {
  const settings: GitSetting[] = [];
  if (certificates === 'accept-any') settings.push(['http.sslVerify', 'false']);
  const { host, port } = proxy;
  if (host !== undefined) {
    const place = port === undefined ? host : `${host}:${port}`;
    settings.push(['http.proxy', `http://${credentialsOf(proxy)}${place}`]);
  }
  return settings;
}

/** The variables for it, which win over those of this process. */
export function transportVariables({ proxy }: HttpTransport): Record<string, string> {
  const { nonProxyHosts } = proxy;
  if (nonProxyHosts === undefined) return {};
  const hosts = nonProxyHosts.split('|').map((host) => host.trim().replace(/^\*/, ''));
  return { no_proxy: hosts.join(','), NO_PROXY: hosts.join(',') };
}

function credentialsOf({ username, password }: GitProxy): string {
  if (username === undefined) return '';
  const secret = password === undefined ? '' : `:${encodeURIComponent(password.reveal())}`;
  return `${encodeURIComponent(username)}${secret}@`;
}
