import { appsHashCode, type InstanceInfo, type ListFormat } from '@vernal/protocol/eureka';
import { type Lease, servedInstance } from '../domain/lease.ts';
import type { LeaseChange } from '../domain/lease-change.ts';
import type { Registry } from '../domain/registry.ts';
import type { TextAnswer } from './answers.ts';
import { type Compression, PreparedBody } from './prepared-body.ts';

const FULL_VERSION = '1';
const VIP_VERSION = '-1';

/**
 * The answers that a fleet fetches all day, in one format, kept as bytes. A change encodes one instance
 * anew and joins the rest; nothing is encoded before somebody asks. Always fresh, except that heartbeats
 * do not renew the lease times shown in lists, as in Java (eureka-protocol 3.5).
 */
export class PreparedAnswers {
  readonly #registry: Registry;
  readonly #format: ListFormat;
  readonly #instances = new WeakMap<InstanceInfo, string>();
  readonly #listedApplications = new Map<string, string>();
  readonly #applications = new Map<string, PreparedBody>();
  #full: PreparedBody | undefined;
  #delta: PreparedBody | undefined;
  #deltaVersion = 0;

  constructor(registry: Registry, format: ListFormat) {
    this.#registry = registry;
    this.#format = format;
    registry.onChange((change) => this.#forget(change));
  }

  /** Every application (R1). */
  full(): PreparedBody {
    this.#full ??= this.#body(
      this.#format.applications(
        { versionsDelta: FULL_VERSION, appsHashCode: this.#hashCode() },
        [...this.#registry.table.names()].flatMap((name) => this.#listedApplication(name) ?? []),
      ),
      'gzip',
    );
    return this.#full;
  }

  /** What changed of late (R2), with the hash code of the whole registry and a version that moves (3.2). */
  delta(): PreparedBody {
    if (this.#delta !== undefined) return this.#delta;
    this.#deltaVersion += 1;
    const head = { versionsDelta: String(this.#deltaVersion), appsHashCode: this.#hashCode() };
    this.#delta = this.#body(
      this.#format.applications(head, this.#group(this.#registry.recentlyChanged())),
      'gzip',
    );
    return this.#delta;
  }

  /** Called when old changes were dropped from the delta. */
  forgetDelta(): void {
    this.#delta = undefined;
  }

  /** One application (R3); undefined without instances. */
  application(name: string): PreparedBody | undefined {
    const prepared = this.#applications.get(name);
    if (prepared !== undefined) return prepared;
    const listed = this.#listedApplication(name);
    if (listed === undefined) return undefined;
    const body = this.#body(this.#format.application(listed), 'none');
    this.#applications.set(name, body);
    return body;
  }

  /** Every instance that `matches`, of all applications (R12, R13); the hash code is theirs alone (3.1). */
  matching(matches: (instance: InstanceInfo) => boolean): TextAnswer {
    const leases = [...this.#registry.table.all()].filter((lease) => matches(lease.instance));
    const hashCode = appsHashCode(leases.map((lease) => lease.instance.status));
    const text = this.#format.applications(
      { versionsDelta: VIP_VERSION, appsHashCode: hashCode },
      this.#group(leases),
    );
    return { status: 200, mediaType: this.#format.mediaType, text };
  }

  #body(text: string, compression: Compression): PreparedBody {
    return new PreparedBody(text, { mediaType: this.#format.mediaType, compression });
  }

  #forget({ lease }: LeaseChange): void {
    this.#full = undefined;
    this.#delta = undefined;
    this.#listedApplications.delete(lease.instance.app);
    this.#applications.delete(lease.instance.app);
  }

  #hashCode(): string {
    return appsHashCode(this.#registry.table.statuses());
  }

  /** Undefined when the application has no instance: those are never listed (2.2). */
  #listedApplication(name: string): string | undefined {
    const known = this.#listedApplications.get(name);
    if (known !== undefined) return known;
    const instances = Array.from(this.#registry.table.of(name), (lease) => this.#instance(lease));
    if (instances.length === 0) return undefined;
    const listed = this.#format.listedApplication(name, instances);
    this.#listedApplications.set(name, listed);
    return listed;
  }

  #group(leases: Iterable<Lease>): string[] {
    const applications = new Map<string, string[]>();
    for (const lease of leases) {
      const { app } = lease.instance;
      const instances = applications.get(app);
      if (instances === undefined) applications.set(app, [this.#instance(lease)]);
      else instances.push(this.#instance(lease));
    }
    return Array.from(applications, ([name, instances]) =>
      this.#format.listedApplication(name, instances),
    );
  }

  /** Every change of a lease makes a new instance value, so that an encoded one never goes stale. */
  #instance(lease: Lease): string {
    let text = this.#instances.get(lease.instance);
    if (text === undefined) {
      text = this.#format.listedInstance(servedInstance(lease));
      this.#instances.set(lease.instance, text);
    }
    return text;
  }
}
