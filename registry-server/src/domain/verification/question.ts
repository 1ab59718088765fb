import type { InstanceInfo, PortInfo } from '@vernal/protocol/eureka';

/** A host and nothing after it: no path, no user, no port. */
const HOST = /^[^\s/\\?#@[\]]+$/;

/** Where an instance is asked whether it lives. */
export interface Question {
  readonly url: URL;
  /** `host:port`, as {@link addressesOf} gives them. */
  readonly address: string;
}

/**
 * Everything that an instance registered as its address, as `host:port`: its host name and IP address with
 * each port that is enabled. Hosts are normalised: lower case, and one spelling for each IP address.
 */
export function addressesOf(instance: InstanceInfo): readonly string[] {
  return [...new Set(originsOf(instance).map(addressOf))];
}

/**
 * The URL to ask: one of those that the instance gave for the purpose, if it points to an address that it
 * registered, else the address itself. A URL that points elsewhere is not that instance.
 */
export function questionFor(instance: InstanceInfo): Question | undefined {
  const { healthCheckUrl, secureHealthCheckUrl, statusPageUrl, homePageUrl } = instance;
  const own = new Set(addressesOf(instance));
  const given = [healthCheckUrl, secureHealthCheckUrl, statusPageUrl, homePageUrl]
    .map((text) => parseHttpUrl(text ?? ''))
    .filter((url) => url !== undefined && own.has(addressOf(url)));
  const url = given[0] ?? originsOf(instance)[0];
  return url && { url, address: addressOf(url) };
}

/** IP addresses first: they need no name service. */
function originsOf({ ipAddr, hostName, port, securePort }: InstanceInfo): readonly URL[] {
  return [ipAddr, hostName].flatMap((host) => [
    ...originOf('http', host, port),
    ...originOf('https', host, securePort),
  ]);
}

function originOf(scheme: string, host: string, { number, enabled }: PortInfo): readonly URL[] {
  if (!enabled || !HOST.test(host)) return [];
  const url = parseHttpUrl(`${scheme}://${host.includes(':') ? `[${host}]` : host}:${number}/`);
  return url === undefined ? [] : [url];
}

function addressOf({ protocol, hostname, port }: URL): string {
  return `${hostname}:${port || (protocol === 'https:' ? 443 : 80)}`;
}

function parseHttpUrl(text: string): URL | undefined {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return undefined;
  return new URL(text);
}
