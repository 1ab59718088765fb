/** What is known of the address of this registry. */
export interface OwnAddress {
  /** `eureka.server.my-url`. */
  readonly url: string | undefined;
  /** All names and addresses of this machine, lower-case. */
  readonly hosts: ReadonlySet<string>;
  /** 0 when the system chooses. */
  readonly port: number;
}

const DEFAULT_PORT = { 'http:': 80, 'https:': 443 };

/**
 * Whether a service URL is this registry: the URL it was told, else host and port. Java compares hosts
 * only, so that two registries of one machine leave each other out (eureka-protocol 5.1, complaint 11).
 */
export function isOwnUrl(text: string, own: OwnAddress): boolean {
  if (own.url !== undefined) return withoutSlash(text) === withoutSlash(own.url);
  if (!URL.canParse(text)) return false;
  const { hostname, port, protocol } = new URL(text);
  const host = hostname.replace(/^\[|\]$/g, '').toLowerCase();
  const isHttps = protocol === 'https:';
  const number = port === '' ? DEFAULT_PORT[isHttps ? 'https:' : 'http:'] : Number(port);
  return number === own.port && own.hosts.has(host);
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
