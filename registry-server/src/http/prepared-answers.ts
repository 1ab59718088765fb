import type { Clock } from '@vernal/core';
import type { ListFormat } from '@vernal/protocol/eureka';
import type { AddressField } from '../domain/address-index.ts';
import type { LeaseChange } from '../domain/lease-change.ts';
import type { Registry } from '../domain/registry.ts';
import type { ComingBody, ListAnswers } from './list-answers.ts';
import { listedApplication } from './listed-application.ts';
import { PreparedAddresses } from './prepared-addresses.ts';
import { type PreparedBody, plainBody } from './prepared-body.ts';
import { PreparedList } from './prepared-list.ts';

const FULL_VERSION = '1';

/**
 * The answers that a fleet fetches all day, in one format, kept as bytes. Nothing is encoded before somebody
 * asks. Always fresh, except that heartbeats do not renew the lease times shown in lists, as in Java
 * (eureka-protocol 3.5).
 */
export class PreparedAnswers implements ListAnswers {
  readonly #registry: Registry;
  readonly #format: ListFormat;
  readonly #clock: Clock;
  readonly #full: PreparedList;
  readonly #delta: PreparedList;
  readonly #applications = new Map<string, PreparedBody>();
  readonly #addresses: Readonly<Record<AddressField, PreparedAddresses>>;
  #deltaVersion = 0;
  #deltaMadeAtMs = 0;

  constructor(registry: Registry, format: ListFormat, clock: Clock) {
    this.#registry = registry;
    this.#format = format;
    this.#clock = clock;
    const { table, recentChanges } = registry;
    this.#full = new PreparedList({
      leases: table,
      format,
      head: () => ({ versionsDelta: FULL_VERSION, appsHashCode: table.hashCode }),
    });
    this.#delta = new PreparedList({
      leases: recentChanges,
      format,
      head: () => ({ versionsDelta: this.#nextDeltaVersion(), appsHashCode: table.hashCode }),
    });
    this.#addresses = {
      vipAddress: new PreparedAddresses(table, format, 'vipAddress'),
      secureVipAddress: new PreparedAddresses(table, format, 'secureVipAddress'),
    };
    registry.onChange((change) => this.#forget(change));
  }

  full(): ComingBody {
    return this.#full.read();
  }

  delta(): ComingBody {
    return this.#delta.read();
  }

  application(name: string): PreparedBody | undefined {
    const prepared = this.#applications.get(name);
    if (prepared !== undefined) return prepared;
    const { table } = this.#registry;
    if (table.count(name) === 0) return undefined;
    const listed = listedApplication(this.#format, name, table.of(name));
    const body = plainBody(this.#format.application(listed), this.#format.mediaType);
    this.#applications.set(name, body);
    return body;
  }

  at(field: AddressField, address: string): PreparedBody {
    return this.#addresses[field].at(address);
  }

  /**
   * Says that changes of these applications are too old for a delta. It shows them still until it is made
   * anew, which happens at the latest when it is `keptMs` old: so does Java's (3.5).
   */
  dropOldChanges(apps: Iterable<string>, keptMs: number): void {
    for (const app of apps) this.#delta.mark(app);
    if (this.#clock.now() - this.#deltaMadeAtMs >= keptMs) this.#delta.forget();
  }

  /** Lets go of what can be made again, so that what was asked for once is not kept for ever. */
  tidy(): void {
    this.#full.forgetPlain();
    this.#delta.forgetPlain();
    this.#applications.clear();
    for (const addresses of Object.values(this.#addresses)) addresses.tidy();
  }

  #forget({ lease }: LeaseChange): void {
    const { app } = lease.instance;
    for (const list of [this.#full, this.#delta]) {
      list.mark(app);
      list.forget();
    }
    this.#applications.delete(app);
    for (const addresses of Object.values(this.#addresses)) addresses.forget(lease);
  }

  #nextDeltaVersion(): string {
    this.#deltaMadeAtMs = this.#clock.now();
    this.#deltaVersion += 1;
    return String(this.#deltaVersion);
  }
}
