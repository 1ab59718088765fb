import { appsHashCode, type InstanceInfo, type ListFormat } from '@vernal/protocol/eureka';
import { type Lease, servedInstance } from '../domain/lease.ts';
import type { LeaseChange } from '../domain/lease-change.ts';
import type { Registry } from '../domain/registry.ts';
import type { TextAnswer } from './answers.ts';
import { type PreparedBody, plainBody } from './prepared-body.ts';
import { PreparedList } from './prepared-list.ts';

const FULL_VERSION = '1';
const VIP_VERSION = '-1';

/**
 * The answers that a fleet fetches all day, in one format, kept as bytes. Nothing is encoded before somebody
 * asks. Always fresh, except that heartbeats do not renew the lease times shown in lists, as in Java
 * (eureka-protocol 3.5).
 */
export class PreparedAnswers {
  readonly #registry: Registry;
  readonly #format: ListFormat;
  readonly #full: PreparedList;
  readonly #delta: PreparedList;
  readonly #applications = new Map<string, PreparedBody>();
  #deltaVersion = 0;

  constructor(registry: Registry, format: ListFormat) {
    this.#registry = registry;
    this.#format = format;
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
    registry.onChange((change) => this.#forget(change));
  }

  /** Every application (R1). */
  full(): PreparedBody | Promise<PreparedBody> {
    return this.#full.read();
  }

  /** What changed of late (R2), with the hash code of the whole registry and a version that moves (3.2). */
  delta(): PreparedBody | Promise<PreparedBody> {
    return this.#delta.read();
  }

  /** Called when old changes of these applications were dropped from the delta. */
  forgetOldChanges(apps: Iterable<string>): void {
    for (const app of apps) this.#delta.mark(app);
    this.#delta.forget();
  }

  /** Lets go of what can be made again, so that what was asked for once is not kept for ever. */
  tidy(): void {
    this.#full.forgetPlain();
    this.#delta.forgetPlain();
    this.#applications.clear();
  }

  /** One application (R3); undefined without instances. */
  application(name: string): PreparedBody | undefined {
    const prepared = this.#applications.get(name);
    if (prepared !== undefined) return prepared;
    const instances = Array.from(this.#registry.table.of(name), (lease) => this.#written(lease));
    if (instances.length === 0) return undefined;
    const listed = this.#format.listedApplication(name, instances);
    const body = plainBody(this.#format.application(listed), this.#format.mediaType);
    this.#applications.set(name, body);
    return body;
  }

  /** Every instance that `matches`, of all applications (R12, R13); the hash code is theirs alone (3.1). */
  matching(matches: (instance: InstanceInfo) => boolean): TextAnswer {
    const leases = [...this.#registry.table.all()].filter((lease) => matches(lease.instance));
    const hashCode = appsHashCode(leases.map((lease) => lease.instance.status));
    const { before, after } = this.#format.frame({
      versionsDelta: VIP_VERSION,
      appsHashCode: hashCode,
    });
    const text = before + this.#group(leases).join(this.#format.separator) + after;
    return { status: 200, mediaType: this.#format.mediaType, text };
  }

  #forget({ lease }: LeaseChange): void {
    const { app } = lease.instance;
    for (const list of [this.#full, this.#delta]) {
      list.mark(app);
      list.forget();
    }
    this.#applications.delete(app);
  }

  #nextDeltaVersion(): string {
    this.#deltaVersion += 1;
    return String(this.#deltaVersion);
  }

  #group(leases: Iterable<Lease>): string[] {
    const applications = new Map<string, string[]>();
    for (const lease of leases) {
      const { app } = lease.instance;
      const instances = applications.get(app);
      if (instances === undefined) applications.set(app, [this.#written(lease)]);
      else instances.push(this.#written(lease));
    }
    return Array.from(applications, ([name, instances]) =>
      this.#format.listedApplication(name, instances),
    );
  }

  #written(lease: Lease): string {
    return this.#format.listedInstance(servedInstance(lease));
  }
}
