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

/** Answers Git's question for the password of the proxy from the environment, so that it stands in no argument and no file. */
const PASSWORD_HELPER = `!answer() { [ "$1" = get ] && printf 'password=%s\\n' "$VERNAL_PROXY_PASSWORD"; :; }; answer`;

/** The settings of Git for it. */
export function transportSettings({ certificates, proxy }: HttpTransport): GitSetting[] {
  const settings: GitSetting[] = [];
  if (certificates === 'accept-any') settings.push(['http.sslVerify', 'false']);
  const { host, port, username } = proxy;
  if (host === undefined) return settings;
  const place = port === undefined ? host : `${host}:${port}`;
  if (username === undefined) return [...settings, ['http.proxy', `http://${place}`]];
  // With its user: a repository at the same place is not told the password of the proxy.
  const address = `http://${encodeURIComponent(username)}@${place}`;
  return [
    ...settings,
    ['http.proxy', address],
    // Helpers of the user may write to a file what worked.
    [`credential.${address}.helper`, ''],
    [`credential.${address}.helper`, PASSWORD_HELPER],
  ];
}

/** The variables for a repository at `uri`, which win over those of this process. */
export function transportVariables({ proxy }: HttpTransport, uri: string): Record<string, string> {
  const { nonProxyHosts, username, password } = proxy;
  return {
    ...(username === undefined ? {} : { VERNAL_PROXY_PASSWORD: password?.reveal() ?? '' }),
    ...(nonProxyHosts === undefined ? {} : askedDirectly(nonProxyHosts.split('|'), uri)),
  };
}

/** Git knows names and what names end with: the host of the repository itself may match in any way of Java's. */
function askedDirectly(patterns: readonly string[], uri: string): Record<string, string> {
  const own = URL.canParse(uri) ? new URL(uri).hostname : '';
  const names = patterns.map((pattern) => pattern.trim().toLowerCase());
  const matching = names.some((name) => matches(name, own)) ? [own] : [];
  const hosts = [...names.map((name) => name.replace(/^\*/, '')), ...matching].join(',');
  return { no_proxy: hosts, NO_PROXY: hosts };
}

/** `*` stands for any text. */
function matches(pattern: string, host: string): boolean {
  const [start = '', ...others] = pattern.split('*');
  const end = others.pop();
  if (end === undefined) return host === start;
  if (!host.startsWith(start)) return false;
  let rest = host.slice(start.length);
  for (const part of others) {
    const at = rest.indexOf(part);
    if (at < 0) return false;
    rest = rest.slice(at + part.length);
  }
  return rest.endsWith(end);
}
