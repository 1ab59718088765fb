import type { Clock, Random } from '@vernal/core';
import type { InstanceInfo, InstanceStatus } from '@vernal/protocol/eureka';
import { EvictionDelay, evictionLimit, pickVictims } from './eviction.ts';
import {
  grantLease,
  isExpired,
  type Lease,
  noteServiceUp,
  renewLease,
  servedInstance,
} from './lease.ts';
import type { LeaseChange, LeaseChangeListener } from './lease-change.ts';
import { LeaseTable } from './lease-table.ts';
import { RecentChanges } from './recent-changes.ts';
import type { CommandResult, Renewal, RenewalResult, StatusCommand } from './registry-commands.ts';
import type { RegistryRules } from './registry-rules.ts';
import { SelfPreservation } from './self-preservation.ts';
import { StatusOverrides } from './status-overrides.ts';
import {
  applyOverride,
  believeUnavailable,
  decideStatus,
  keepExisting,
  type Origin,
  type StatusRule,
} from './status-rules.ts';

const RENEWED: RenewalResult = { kind: 'renewed' };
const UNKNOWN: RenewalResult = { kind: 'unknown' };
const OUTDATED: RenewalResult = { kind: 'outdated' };

/** What the registry needs from outside. */
export interface RegistryGround {
  readonly clock: Clock;
  readonly random: Random;
}

/** Leases and the rules about them (eureka-protocol 4). Pure: time and chance come from outside, changes go to listeners. */
export class Registry {
  readonly table = new LeaseTable();
  readonly selfPreservation: SelfPreservation;
  readonly #recentChanges: RecentChanges;
  readonly #overrides: StatusOverrides;
  readonly #statusRules: readonly StatusRule[];
  readonly #evictionDelay: EvictionDelay;
  readonly #listeners: LeaseChangeListener[] = [];
  readonly #rules: RegistryRules;
  readonly #ground: RegistryGround;

  constructor(rules: RegistryRules, ground: RegistryGround) {
    this.#rules = rules;
    this.#ground = ground;
    this.selfPreservation = new SelfPreservation(rules.selfPreservation, ground.clock.now());
    this.#recentChanges = new RecentChanges(rules.deltaRetentionMs);
    this.#evictionDelay = new EvictionDelay(rules.evictionIntervalMs);
    const overrides = new StatusOverrides(ground.clock);
    this.#overrides = overrides;
    this.#statusRules = [
      believeUnavailable,
      applyOverride((id) => overrides.get(id)),
      keepExisting,
    ];
  }

  /** Listeners are called in the order in which they came. */
  onChange(listener: LeaseChangeListener): void {
    this.#listeners.push(listener);
  }

  /** Always succeeds; an instance that is older than the one known only renews its lease (4.2). */
  register(incoming: InstanceInfo, origin: Origin): void {
    const nowMs = this.#ground.clock.now();
    const previous = this.table.find(incoming.app, incoming.instanceId);
    const registrant = newerOf(incoming, previous?.instance);
    if (previous === undefined) this.selfPreservation.expectOneMore();
    const lease = grantLease(registrant, nowMs, previous);
    this.#seedOverride(registrant);
    lease.instance = {
      ...registrant,
      isCoordinatingDiscoveryServer: false,
      overriddenStatus: this.#overrides.get(registrant.instanceId) ?? registrant.overriddenStatus,
      status: this.#decideStatus(registrant, previous?.instance.status, origin),
      actionType: 'ADDED',
      lastUpdatedTimestamp: nowMs,
    };
    noteServiceUp(lease, nowMs);
    this.table.put(lease);
    this.#publish({ kind: 'registered', lease });
  }

  /** Takes over leases of an earlier run: each begins anew, and none is a change (design decision 6). */
  restore(instances: readonly InstanceInfo[]): void {
    const nowMs = this.#ground.clock.now();
    for (const instance of instances) {
      this.#seedOverride(instance);
      const registeredAtMs = instance.lease?.registrationTimestamp ?? nowMs;
      const serviceUpAtMs = instance.lease?.serviceUpTimestamp ?? 0;
      this.table.put({ ...grantLease(instance, nowMs), registeredAtMs, serviceUpAtMs });
    }
    const { size } = this.table;
    this.selfPreservation.expect(size === 0 ? this.#rules.defaultOpenForTrafficCount : size);
  }

  /** Renews a lease, then says whether both sides know the same instance (4.3, 4.4). */
  renew(app: string, instanceId: string, renewal: Renewal): RenewalResult {
    const lease = this.table.find(app, instanceId);
    if (lease === undefined) return UNKNOWN;
    const nowMs = this.#ground.clock.now();
    const { status: current } = lease.instance;
    const status = this.#decideStatus(lease.instance, current, renewal.origin);
    if (status === 'UNKNOWN') return UNKNOWN;
    if (status !== current) {
      lease.instance = { ...lease.instance, status };
      this.#publish({ kind: 'status-changed', lease });
    }
    this.selfPreservation.countRenewal(nowMs);
    renewLease(lease, nowMs);
    return this.#compareDirtyTimestamps(lease, renewal);
  }

  cancel(app: string, instanceId: string): CommandResult {
    const lease = this.table.find(app, instanceId);
    this.#overrides.remove(instanceId);
    if (lease === undefined) return 'unknown';
    this.#end(lease, 'cancelled');
    return 'done';
  }

  /** Puts a status in force until it is taken away; the status it has already is no override (4.7). */
  overrideStatus(app: string, instanceId: string, command: StatusCommand): CommandResult {
    const lease = this.findVisible(app, instanceId);
    if (lease === undefined) return 'unknown';
    const nowMs = this.#ground.clock.now();
    renewLease(lease, nowMs);
    if (command.status === lease.instance.status) return 'done';
    this.#overrides.set(instanceId, command.status);
    this.#changeStatus(lease, { ...command, overriddenStatus: command.status }, nowMs);
    return 'done';
  }

  /** Takes an override away; `command.status` holds until the client registers again (4.7). */
  removeOverride(app: string, instanceId: string, command: StatusCommand): CommandResult {
    const lease = this.findVisible(app, instanceId);
    if (lease === undefined) return 'unknown';
    const nowMs = this.#ground.clock.now();
    renewLease(lease, nowMs);
    if (!this.#overrides.remove(instanceId)) return 'done';
    this.#changeStatus(lease, { ...command, overriddenStatus: 'UNKNOWN' }, nowMs);
    return 'done';
  }

  /** Adds metadata entries; the change goes through a registration, as in Java (3.3). */
  updateMetadata(
    app: string,
    instanceId: string,
    entries: Readonly<Record<string, string>>,
  ): CommandResult {
    const lease = this.findVisible(app, instanceId);
    if (lease === undefined) return 'unknown';
    const metadata = { ...lease.instance.metadata, ...entries };
    this.register({ ...lease.instance, metadata }, 'client');
    return 'done';
  }

  /** One eviction run; gives how many instances it took (4.6). */
  evict(): number {
    const nowMs = this.#ground.clock.now();
    const graceMs = this.#evictionDelay.next(nowMs);
    if (!this.selfPreservation.allowsExpiration(nowMs)) return 0;
    const expired = [...this.table.all()].filter((lease) => isExpired(lease, nowMs, graceMs));
    const { renewalPercentThreshold } = this.#rules.selfPreservation;
    const limit = evictionLimit(this.table.size, renewalPercentThreshold);
    const victims = pickVictims(expired, limit, this.#ground.random);
    for (const lease of victims) {
      this.#overrides.remove(lease.instance.instanceId);
      this.#end(lease, 'evicted');
    }
    return victims.length;
  }

  /** Forgets changes that deltas need no longer; true when a delta looks different now. */
  pruneChanges(): boolean {
    return this.#recentChanges.prune(this.#ground.clock.now());
  }

  recentlyChanged(): Iterable<Lease> {
    return this.#recentChanges.leases();
  }

  /** A lease that has not expired: expired ones are listed, but not found one by one (4.6). */
  findVisible(app: string, instanceId: string): Lease | undefined {
    return this.#hideExpired(this.table.find(app, instanceId));
  }

  /** The same by id alone. */
  findVisibleAnywhere(instanceId: string): Lease | undefined {
    return this.#hideExpired(this.table.findAnywhere(instanceId));
  }

  #hideExpired(lease: Lease | undefined): Lease | undefined {
    if (lease === undefined) return undefined;
    const nowMs = this.#ground.clock.now();
    if (!isExpired(lease, nowMs)) return lease;
    return this.selfPreservation.allowsExpiration(nowMs) ? undefined : lease;
  }

  /** An instance that comes with an override brings it along, unless there is one (4.2). */
  #seedOverride({ instanceId, overriddenStatus }: InstanceInfo): void {
    if (overriddenStatus === 'UNKNOWN' || this.#overrides.get(instanceId) !== undefined) return;
    this.#overrides.set(instanceId, overriddenStatus);
  }

  #decideStatus(
    { instanceId, status: reported }: InstanceInfo,
    existing: InstanceStatus | undefined,
    origin: Origin,
  ): InstanceStatus {
    return decideStatus(this.#statusRules, { instanceId, reported, existing, origin });
  }

  #compareDirtyTimestamps(lease: Lease, renewal: Renewal): RenewalResult {
    const { lastDirtyTimestamp: incoming, origin, overriddenStatus } = renewal;
    if (incoming === undefined || !this.#rules.syncWhenTimestampDiffers) return RENEWED;
    const known = lease.instance.lastDirtyTimestamp;
    if (incoming > known) {
      if (origin === 'peer') this.#adoptOverride(lease, overriddenStatus);
      return OUTDATED;
    }
    if (incoming === known || origin === 'client') return RENEWED;
    return { kind: 'conflict', instance: servedInstance(lease) };
  }

  #adoptOverride(lease: Lease, status: InstanceStatus | undefined): void {
    if (status === undefined || status === 'UNKNOWN') return;
    this.#overrides.set(lease.instance.instanceId, status);
    lease.instance = { ...lease.instance, overriddenStatus: status };
    this.#publish({ kind: 'override-changed', lease });
  }

  #changeStatus(
    lease: Lease,
    change: StatusCommand & { readonly overriddenStatus: InstanceStatus },
    nowMs: number,
  ): void {
    const { instance } = lease;
    lease.instance = {
      ...instance,
      status: change.status,
      overriddenStatus: change.overriddenStatus,
      lastDirtyTimestamp: Math.max(instance.lastDirtyTimestamp, change.lastDirtyTimestamp ?? 0),
      lastUpdatedTimestamp: nowMs,
      actionType: 'MODIFIED',
    };
    noteServiceUp(lease, nowMs);
    this.#publish({ kind: 'status-changed', lease });
  }

  #end(lease: Lease, kind: 'cancelled' | 'evicted'): void {
    const nowMs = this.#ground.clock.now();
    this.table.remove(lease.instance.app, lease.instance.instanceId);
    lease.evictedAtMs = nowMs;
    lease.instance = { ...lease.instance, actionType: 'DELETED', lastUpdatedTimestamp: nowMs };
    this.selfPreservation.expectOneLess();
    this.#publish({ kind, lease });
  }

  #publish(change: LeaseChange): void {
    if (change.kind !== 'override-changed') {
      this.#recentChanges.add(change.lease, this.#ground.clock.now());
    }
    for (const listener of this.#listeners) listener(change);
  }
}

/** The existing instance stays when it is strictly newer (4.2). */
function newerOf(incoming: InstanceInfo, existing: InstanceInfo | undefined): InstanceInfo {
  if (existing === undefined) return incoming;
  return existing.lastDirtyTimestamp > incoming.lastDirtyTimestamp ? existing : incoming;
}
