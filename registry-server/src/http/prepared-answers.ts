import {
  appsHashCode,
  encodeBareInstance,
  type InstanceInfo,
  joinApplications,
  joinInstances,
} from '@vernal/protocol/eureka';
import { type Lease, servedInstance } from '../domain/lease.ts';
import type { LeaseChange } from '../domain/lease-change.ts';
import type { Registry } from '../domain/registry.ts';
import { PreparedBody } from './prepared-body.ts';

const FULL_VERSION = '1';
const VIP_VERSION = '-1';

/**
 * The answers that a fleet fetches all day, kept as bytes. A change encodes one instance anew and joins
 * the rest; nothing is encoded before somebody asks. Always fresh, except that heartbeats do not renew
 * the lease times shown in lists, as in Java (eureka-protocol 3.5).
 */
export class PreparedAnswers {
  readonly #registry: Registry;
  readonly #instances = new WeakMap<InstanceInfo, string>();
  readonly #bareApplications = new Map<string, string>();
  readonly #applications = new Map<string, PreparedBody>();
  #full: PreparedBody | undefined;
  #delta: PreparedBody | undefined;
  #deltaVersion = 0;

  constructor(registry: Registry) {
    this.#registry = registry;
    registry.onChange((change) => this.#forget(change));
  }

  /** Every application (R1). */
  full(): PreparedBody {
    this.#full ??= new PreparedBody(
      joinApplications(
        { versionsDelta: FULL_VERSION, appsHashCode: this.#hashCode() },
        [...this.#registry.table.names()].map((name) => this.#bareApplication(name)),
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
    this.#delta = new PreparedBody(
      joinApplications(head, this.#group(this.#registry.recentlyChanged())),
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
    const bare = this.#bareApplication(name);
    if (bare === '') return undefined;
    const body = new PreparedBody(`{"application":${bare}}`, 'none');
    this.#applications.set(name, body);
    return body;
  }

  /** Every instance that `matches`, of all applications (R12, R13); the hash code is theirs alone (3.1). */
  matching(matches: (instance: InstanceInfo) => boolean): string {
    const leases = [...this.#registry.table.all()].filter((lease) => matches(lease.instance));
    const hashCode = appsHashCode(leases.map((lease) => lease.instance.status));
    return joinApplications(
      { versionsDelta: VIP_VERSION, appsHashCode: hashCode },
      this.#group(leases),
    );
  }

  #forget({ lease }: LeaseChange): void {
    this.#full = undefined;
    this.#delta = undefined;
    this.#bareApplications.delete(lease.instance.app);
    this.#applications.delete(lease.instance.app);
  }

  #hashCode(): string {
    return appsHashCode(this.#registry.table.statuses());
  }

  /** Empty when the application has no instance: those are never listed (2.2). */
  #bareApplication(name: string): string {
    let bare = this.#bareApplications.get(name);
    if (bare === undefined) {
      const instances = Array.from(this.#registry.table.of(name), (lease) => this.#instance(lease));
      if (instances.length === 0) return '';
      bare = joinInstances(name, instances);
      this.#bareApplications.set(name, bare);
    }
    return bare;
  }

  #group(leases: Iterable<Lease>): string[] {
    const applications = new Map<string, string[]>();
    for (const lease of leases) {
      const { app } = lease.instance;
      const instances = applications.get(app);
      if (instances === undefined) applications.set(app, [this.#instance(lease)]);
      else instances.push(this.#instance(lease));
    }
    return Array.from(applications, ([name, instances]) => joinInstances(name, instances));
  }

  /** Every change of a lease makes a new instance value, so that an encoded one never goes stale. */
  #instance(lease: Lease): string {
    let text = this.#instances.get(lease.instance);
    if (text === undefined) {
      text = encodeBareInstance(servedInstance(lease));
      this.#instances.set(lease.instance, text);
    }
    return text;
  }
}
