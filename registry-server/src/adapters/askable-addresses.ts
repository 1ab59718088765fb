import { BlockList, isIP } from 'node:net';
import { VernalError } from '@vernal/core';

/** What a registry never calls, whoever registers it: there are secrets to be had, or no single machine. */
const NEVER: readonly (readonly [network: string, prefix: number])[] = [
  ['0.0.0.0', 8],
  ['100.100.100.200', 32],
  ['168.63.129.16', 32],
  ['169.254.0.0', 16],
  ['192.0.0.192', 32],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
  ['::', 128],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['2001::', 32],
  ['2002::', 16],
  ['fd00:ec2::254', 128],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
];
const LOOPBACK: typeof NEVER = [
  ['127.0.0.0', 8],
  ['::1', 128],
];
/** IPv4 addresses in the outdated notation `::a.b.c.d`; `::ffff:a.b.c.d` is checked as what it maps to. */
const IPV4_COMPATIBLE: typeof NEVER = [['::', 96]];

/** Where an instance that is asked may be. */
export interface AskableRules {
  /** `server.address`: loopback may be asked while the registry itself listens there. */
  readonly listensOn: string;
  /** Loopback addresses, networks and host names that are allowed all the same. */
  readonly allow: readonly string[];
}

/** Decides which addresses may be called, so that nobody makes the registry call what only it can reach. */
export class AskableAddresses {
  readonly #onLoopback: boolean;
  readonly #allowedNetworks: BlockList;
  readonly #allowedNames: ReadonlySet<string>;
  readonly #never = networks(NEVER);
  readonly #loopback = networks(LOOPBACK);
  readonly #compatible = networks(IPV4_COMPATIBLE);

  /** @throws VernalError `OPTIONS_BAD_VERIFY_ALLOW` */
  constructor({ listensOn, allow }: AskableRules) {
    this.#onLoopback =
      listensOn === 'localhost' || this.#loopback.check(listensOn, familyOf(listensOn) ?? 'ipv4');
    this.#allowedNetworks = networks(allow.filter(isNetwork).map(parseNetwork));
    this.#allowedNames = new Set(
      allow.filter((entry) => !isNetwork(entry)).map((entry) => entry.toLowerCase()),
    );
  }

  /** Why an address that a name stands for may not be called; undefined when it may. */
  problemWith(address: string, name: string): string | undefined {
    const [plain = ''] = address.split('%');
    const family = familyOf(plain);
    if (family === undefined) return `${address} is no IP address`;
    if (this.#never.check(plain, family)) return `${address} is never asked`;
    if (this.#loopback.check(plain, family)) {
      if (this.#onLoopback || this.#isAllowed(plain, name)) return undefined;
      return `${address} is this machine; vernal.registry.verify-allow can name it`;
    }
    return this.#compatible.check(plain, family) ? `${address} is never asked` : undefined;
  }

  #isAllowed(address: string, name: string): boolean {
    if (this.#allowedNames.has(name.toLowerCase())) return true;
    return this.#allowedNetworks.check(address, familyOf(address) ?? 'ipv4');
  }
}

function familyOf(address: string): 'ipv4' | 'ipv6' | undefined {
  const version = isIP(address);
  if (version === 0) return undefined;
  return version === 4 ? 'ipv4' : 'ipv6';
}

function networks(entries: typeof NEVER): BlockList {
  const list = new BlockList();
  for (const [network, prefix] of entries) list.addSubnet(network, prefix, familyOf(network));
  return list;
}

function isNetwork(entry: string): boolean {
  return entry.includes('/') || isIP(entry) !== 0;
}

function parseNetwork(entry: string): readonly [string, number] {
  const [network = '', prefix, ...rest] = entry.split('/');
  const family = familyOf(network);
  const longest = family === 'ipv4' ? 32 : 128;
  const length = prefix === undefined ? longest : Number(prefix);
  const isLength = /^\d+$/.test(prefix ?? '0') && length <= longest;
  if (family === undefined || !isLength || rest.length > 0) {
    throw new VernalError(
      'OPTIONS_BAD_VERIFY_ALLOW',
      `vernal.registry.verify-allow: "${entry}" is no address, network (127.0.0.0/8) or host name`,
    );
  }
  return [network, length];
}
