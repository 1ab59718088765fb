import type { Secret } from '@vernal/core';
import { integer, type OptionTable, secret, text } from '@vernal/core/options';

/** A proxy on the way to a Git host. */
export interface ProxyOf {
  readonly host: string | undefined;
  readonly port: number | undefined;
  /** Hosts that are asked directly, separated by `|`, with `*`. */
  readonly nonProxyHosts: string | undefined;
  readonly username: string | undefined;
  readonly password: Secret | undefined;
}

/** The proxies of a repository, by the scheme of its address. */
export interface ProxyOptions {
  readonly httpProxyHost: string | undefined;
  readonly httpProxyPort: number | undefined;
  readonly httpNonProxyHosts: string | undefined;
  readonly httpProxyUsername: string | undefined;
  readonly httpProxyPassword: Secret | undefined;
  readonly httpsProxyHost: string | undefined;
  readonly httpsProxyPort: number | undefined;
  readonly httpsNonProxyHosts: string | undefined;
  readonly httpsProxyUsername: string | undefined;
  readonly httpsProxyPassword: Secret | undefined;
}

/** `proxy.http` and `proxy.https` (config-protocol 4.6). Names begin with `prefix`. */
export function proxyOptions(prefix: string): OptionTable<ProxyOptions> {
  const http = proxyAt(`${prefix}proxy.http.`);
  const https = proxyAt(`${prefix}proxy.https.`);
  return {
    httpProxyHost: http.host,
    httpProxyPort: http.port,
    httpNonProxyHosts: http.nonProxyHosts,
    httpProxyUsername: http.username,
    httpProxyPassword: http.password,
    httpsProxyHost: https.host,
    httpsProxyPort: https.port,
    httpsNonProxyHosts: https.nonProxyHosts,
    httpsProxyUsername: https.username,
    httpsProxyPassword: https.password,
  };
}

/** The proxy for an address, by its scheme. */
export function proxyFor(uri: string, options: ProxyOptions): ProxyOf {
  if (uri.startsWith('https:')) {
    return {
      host: options.httpsProxyHost,
      port: options.httpsProxyPort,
      nonProxyHosts: options.httpsNonProxyHosts,
      username: options.httpsProxyUsername,
      password: options.httpsProxyPassword,
    };
  }
  return {
    host: options.httpProxyHost,
    port: options.httpProxyPort,
    nonProxyHosts: options.httpNonProxyHosts,
    username: options.httpProxyUsername,
    password: options.httpProxyPassword,
  };
}

function proxyAt(prefix: string): OptionTable<ProxyOf> {
  return {
    host: text(`${prefix}host`, { description: 'Proxy on the way to the Git host' }),
    port: integer(`${prefix}port`, { min: 1, max: 65_535, description: 'Port of the proxy' }),
    nonProxyHosts: text(`${prefix}non-proxy-hosts`, {
      description: 'Git hosts that are asked directly, separated by |',
    }),
    username: text(`${prefix}username`, { description: 'User at the proxy' }),
    password: secret(`${prefix}password`, { description: 'Password at the proxy' }),
  };
}
