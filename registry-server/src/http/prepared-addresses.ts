import { appsHashCode, type ListFormat } from '@vernal/protocol/eureka';
import { type AddressField, addressesOf } from '../domain/address-index.ts';
import type { Lease } from '../domain/lease.ts';
import type { LeaseTable } from '../domain/lease-table.ts';
import { listedApplication } from './listed-application.ts';
import { type PreparedBody, plainBody } from './prepared-body.ts';

/** Java clients that hold it always fetch everything at their address (eureka-protocol 3.2). */
const VIP_VERSION = '-1';
/** More answers than this are not kept: addresses are whatever callers ask for. */
const KEPT_AT_MOST = 10_000;

/** Answers to queries by address, in one format, kept until an application in them changes. */
export class PreparedAddresses {
  readonly #table: LeaseTable;
  readonly #format: ListFormat;
  readonly #field: AddressField;
  readonly #answers = new Map<string, PreparedBody>();
  /** The addresses whose answers show an application. */
  readonly #addresses = new Map<string, Set<string>>();

  constructor(table: LeaseTable, format: ListFormat, field: AddressField) {
    this.#table = table;
    this.#format = format;
    this.#field = field;
  }

  at(address: string): PreparedBody {
    const known = this.#answers.get(address);
    if (known !== undefined) return known;
    const found = this.#table.at(this.#field, address);
    const body = plainBody(this.#write(found), this.#format.mediaType);
    if (this.#answers.size < KEPT_AT_MOST) this.#keep(address, body, found.keys());
    return body;
  }

  /** Says that the instance came, changed, or went. */
  forget({ instance }: Lease): void {
    if (this.#answers.size === 0) return;
    const shownAt = this.#addresses.get(instance.app) ?? [];
    for (const address of [...shownAt, ...addressesOf(instance, this.#field)]) {
      this.#answers.delete(address);
    }
    this.#addresses.delete(instance.app);
  }

  /** Lets go of everything. */
  tidy(): void {
    this.#answers.clear();
    this.#addresses.clear();
  }

  #keep(address: string, body: PreparedBody, apps: Iterable<string>): void {
    this.#answers.set(address, body);
    for (const app of apps) {
      const addresses = this.#addresses.get(app);
      if (addresses === undefined) this.#addresses.set(app, new Set([address]));
      else addresses.add(address);
    }
  }

  #write(found: ReadonlyMap<string, readonly Lease[]>): string {
    const leases = [...found.values()].flat();
    const { before, after } = this.#format.frame({
      versionsDelta: VIP_VERSION,
      appsHashCode: appsHashCode(leases.map(({ instance }) => instance.status)),
    });
    const listed = Array.from(found, ([name, own]) => listedApplication(this.#format, name, own));
    return before + listed.join(this.#format.separator) + after;
  }
}
