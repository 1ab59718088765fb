import type { TextRecords } from '../ports/text-records.ts';
import type { PeerOptions } from './peer-options.ts';

const DEFAULT_ZONE = 'defaultZone';

/** The service URLs of the cluster, own zone first, this registry included (eureka-protocol 5.1). */
export async function readServiceUrls(
  options: PeerOptions,
  records: TextRecords,
): Promise<readonly string[]> {
  const urls = options.useDns ? await urlsFromDns(options, records) : urlsFromOptions(options);
  return [...new Set(urls)];
}

/** Whether there can be peers at all: Spring's default, the own address, is no peer. */
export function namesPeers({ useDns, dnsName, serviceUrls }: PeerOptions): boolean {
  return useDns ? dnsName !== undefined : Object.keys(serviceUrls).length > 0;
}

function urlsFromOptions(options: PeerOptions): readonly string[] {
  return zonesOf(options).flatMap((zone) => urlsOfZone(options, zone));
}

/** A zone without URLs of its own has those of `defaultZone`. */
function urlsOfZone({ serviceUrls }: PeerOptions, zone: string): readonly string[] {
  const names = [zone, DEFAULT_ZONE];
  const found = names.map((name) => splitAtCommas(textOf(serviceUrls, name)));
  return found.find((urls) => urls.length > 0) ?? [];
}

function zonesOf(options: PeerOptions): readonly string[] {
  const zones = splitAtCommas(textOf(options.availabilityZones, options.region));
  return ownZoneFirst(options, zones.length > 0 ? zones : [DEFAULT_ZONE]);
}

/** Goes around from the own zone on, as Java's clients do. */
function ownZoneFirst(
  { preferSameZone, instanceMetadata }: PeerOptions,
  zones: readonly string[],
): readonly string[] {
  const own = preferSameZone ? zones.indexOf(instanceMetadata['zone'] ?? '') : 0;
  return own <= 0 ? zones : [...zones.slice(own), ...zones.slice(0, own)];
}

/** `txt.<region>.<domain>` lists zones as domains, `txt.<zone>` the hosts of one (Netflix's scheme). */
async function urlsFromDns(options: PeerOptions, records: TextRecords): Promise<readonly string[]> {
  const { region, dnsName = '', dnsPort, dnsContext } = options;
  const domains = await records.lookup(`txt.${region}.${dnsName}`);
  const own = domains.find((domain) => domain.split('.')[0] === options.instanceMetadata['zone']);
  const ordered = own === undefined ? domains : [own, ...domains.filter((one) => one !== own)];
  const hosts = await Promise.all(ordered.map((domain) => records.lookup(`txt.${domain}`)));
  return hosts.flat().map((host) => `http://${host}:${dnsPort}/${dnsContext}/`);
}

/** Names of zones are read in any spelling: binding turns `defaultZone` into `default-zone` and back. */
function textOf(texts: Readonly<Record<string, string>>, name: string): string {
  const wanted = uniform(name);
  return Object.entries(texts).find(([key]) => uniform(key) === wanted)?.[1] ?? '';
}

function uniform(name: string): string {
  return name.replaceAll(/[-_]/g, '').toLowerCase();
}

function splitAtCommas(text: string): readonly string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
