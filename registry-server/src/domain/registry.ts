import type { Clock } from '@vernal/core';
import type { InstanceInfo, InstanceStatus } from '@vernal/protocol/eureka';
import { Cancellations } from './cancellations.ts';
import type { Cause, Origin } from './cause.ts';
import { changeInstance, deletedAt } from './change-instance.ts';
import type { Incident } from './incident.ts';
import {
  grantLease,
  isExpired,
  isRenewalLate,
  type Lease,
  noteServiceUp,
  renewLease,
  restoreLease,
  servedInstance,
} from './lease.ts';
import type { LeaseChange } from './lease-change.ts';
import { LeaseTable } from './lease-table.ts';
import { Listeners } from './listeners.ts';
import type { LocalCommand } from './local-command.ts';
import { newerOf, unlessNew } from './newer-instance.ts';
import { RecentChanges } from './recent-changes.ts';
import type {
  CommandResult,
  MetadataCommand,
  Renewal,
  RenewalResult,
  StatusCommand,
} from './registry-commands.ts';
import type { RegistryRules } from './registry-rules.ts';
import { SelfPreservation } from './self-preservation.ts';
import { StatusOverrides } from './status-overrides.ts';
import { StatusRules } from './status-rules.ts';
import { UnconfirmedLeases } from './unconfirmed-leases.ts';

const RENEWED: RenewalResult = { kind: 'renewed' };
const UNKNOWN: RenewalResult = { kind: 'unknown' };
const OUTDATED: RenewalResult = { kind: 'outdated' };
/** A renewal that lets an override come into force; whoever renews did not ask for that. */
const STATUS_RULES: Cause = { origin: 'registry', actor: 'registry', reason: 'status rules' };

/** Leases and the rules about them (eureka-protocol 4). Pure: time and chance come from outside, changes go to listeners. */
export class Registry {
  readonly table = new LeaseTable();
  readonly cancellations = new Cancellations();
  readonly unconfirmed = new UnconfirmedLeases(this.table);
  readonly selfPreservation: SelfPreservation;
  /** What commands meet that changes no lease. */
  readonly incidents = new Listeners<Incident>();
  readonly recentChanges: RecentChanges;
  readonly #overrides: StatusOverrides;
  readonly #statusRules: StatusRules;
  readonly #changes = new Listeners<LeaseChange>();
  readonly #commands = new Listeners<LocalCommand>();
  readonly #rules: RegistryRules;
  readonly #clock: Clock;

  constructor(rules: RegistryRules, { clock }: { readonly clock: Clock }) {
    this.#rules = rules;
    this.#clock = clock;
    this.selfPreservation = new SelfPreservation(rules.selfPreservation, clock.now());
    this.recentChanges = new RecentChanges(rules.deltaRetentionMs);
    this.#overrides = new StatusOverrides(clock);
    this.#statusRules = new StatusRules(this.#overrides);
  }

  /** Listeners hear of every change, in order, before the command that made it returns. */
  onChange(listener: (change: LeaseChange) => void): void {
    this.#changes.add(listener);
  }

  /** Listeners hear of what clients command here, heartbeats included, and of nothing that a peer sent. */
  onCommand(listener: (command: LocalCommand) => void): void {
    this.#commands.add(listener);
  }

  /** Always succeeds; an instance that is older than the one known only renews its lease (4.2). */
  register(incoming: InstanceInfo, cause: Cause): void {
    const nowMs = this.#clock.now();
    if (!this.cancellations.admits(incoming, nowMs)) return;
    const previous = this.table.find(incoming.app, incoming.instanceId);
    const registrant = newerOf(incoming, previous?.instance);
    if (previous === undefined) this.selfPreservation.expectOneMore();
    const lease = grantLease(registrant, nowMs, previous);
    this.#seedOverride(registrant);
    const registered = changeInstance(registrant, {
      isCoordinatingDiscoveryServer: false,
      overriddenStatus: this.#overrides.get(registrant.instanceId) ?? registrant.overriddenStatus,
      status: this.#statusRules.decide(registrant, previous?.instance.status, cause.origin),
      actionType: 'ADDED',
      lastUpdatedTimestamp: nowMs,
    });
    lease.instance =
      cause.origin === 'peer' ? unlessNew(registered, previous?.instance) : registered;
    noteServiceUp(lease, nowMs);
    this.table.put(lease);
    this.#publish({ kind: 'registered', lease, cause });
    this.#passOn(cause.origin, { kind: 'register', lease });
  }

  /** Takes over leases of a run that ended `awayMs` ago: each begins anew, and none is a change (design decision 6). */
  restore(instances: readonly InstanceInfo[], awayMs = 0): void {
    const nowMs = this.#clock.now();
    for (const instance of instances) {
      this.#seedOverride(instance);
      const lease = restoreLease(instance, nowMs, awayMs);
      this.table.put(lease);
      this.unconfirmed.add(lease);
    }
    this.selfPreservation.expect(this.table.size || this.#rules.defaultOpenForTrafficCount);
  }

  /** Renews a lease, then says whether both sides know the same instance (4.3, 4.4). */
  renew(app: string, instanceId: string, renewal: Renewal): RenewalResult {
    const lease = this.table.find(app, instanceId);
    if (lease === undefined) {
      this.incidents.tell({ kind: 'unknown-renewed', app, instanceId, origin: renewal.origin });
      return UNKNOWN;
    }
    const nowMs = this.#clock.now();
    const { status: current } = lease.instance;
    const status = this.#statusRules.decide(lease.instance, current, renewal.origin);
    if (status === 'UNKNOWN') return UNKNOWN;
    if (status !== current) {
      this.table.change(lease, changeInstance(lease.instance, { status }));
      this.#publish({ kind: 'status-changed', lease, cause: STATUS_RULES });
    }
    this.selfPreservation.countRenewal(lease.instance.app, nowMs);
    if (isRenewalLate(lease, nowMs)) {
      const silentMs = nowMs - lease.seenAtMs;
      this.incidents.tell({ kind: 'renewed-late', lease, silentMs, origin: renewal.origin });
    }
    renewLease(lease, nowMs);
    lease.isConfirmed = true;
    if (!this.#commands.isEmpty) this.#passOn(renewal.origin, { kind: 'renew', lease });
    return this.#compareDirtyTimestamps(lease, renewal);
  }

  cancel(app: string, instanceId: string, cause: Cause): CommandResult {
    const lease = this.table.find(app, instanceId);
    this.#overrides.remove(instanceId);
    if (lease === undefined) {
      this.incidents.tell({ kind: 'unknown-cancelled', app, instanceId, cause });
      return 'unknown';
    }
    this.#end({ kind: 'cancelled', lease, cause });
    this.#passOn(cause.origin, { kind: 'cancel', lease });
    return 'done';
  }

  /** Puts a status in force until it is taken away; the status it has already is no override (4.7). */
  overrideStatus(app: string, instanceId: string, command: StatusCommand): CommandResult {
    const lease = this.findVisible(app, instanceId);
    if (lease === undefined) return 'unknown';
    const nowMs = this.#clock.now();
    renewLease(lease, nowMs);
    if (command.status !== lease.instance.status) {
      this.#overrides.set(instanceId, command.status);
      this.#changeStatus(lease, { ...command, overriddenStatus: command.status }, nowMs);
    }
    this.#passOn(command.cause.origin, { kind: 'override-status', lease, status: command.status });
    return 'done';
  }

  /** Takes an override away; `command.status` holds until the client registers again (4.7). */
  removeOverride(app: string, instanceId: string, command: StatusCommand): CommandResult {
    const lease = this.findVisible(app, instanceId);
    if (lease === undefined) return 'unknown';
    const nowMs = this.#clock.now();
    renewLease(lease, nowMs);
    if (this.#overrides.remove(instanceId)) {
      this.#changeStatus(lease, { ...command, overriddenStatus: 'UNKNOWN' }, nowMs);
    }
    this.#passOn(command.cause.origin, { kind: 'remove-override', lease, status: command.status });
    return 'done';
  }

  /** Adds metadata entries; the change goes through a registration, as in Java (3.3). */
  updateMetadata(
    app: string,
    instanceId: string,
    { entries, cause }: MetadataCommand,
  ): CommandResult {
    const lease = this.findVisible(app, instanceId);
    if (lease === undefined) return 'unknown';
    const metadata = { ...lease.instance.metadata, ...entries };
    this.register(changeInstance(lease.instance, { metadata }), cause);
    return 'done';
  }

  /** Ends a lease that expired; peers decide for themselves (4.5). */
  evict(lease: Lease, cause: Cause): void {
    this.#overrides.remove(lease.instance.instanceId);
    this.#end({ kind: 'evicted', lease, cause });
  }

  /** Forgets changes that deltas need no longer; gives the applications of which it forgot some. */
  pruneChanges(): ReadonlySet<string> {
    return this.recentChanges.prune(this.#clock.now());
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
    const nowMs = this.#clock.now();
    if (!isExpired(lease, nowMs)) return lease;
    return this.selfPreservation.hidesExpired(nowMs) ? undefined : lease;
  }

  /** An instance that comes with an override brings it along, unless there is one (4.2). */
  #seedOverride({ instanceId, overriddenStatus }: InstanceInfo): void {
    if (overriddenStatus === 'UNKNOWN' || this.#overrides.get(instanceId) !== undefined) return;
    this.#overrides.set(instanceId, overriddenStatus);
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
    lease.instance = changeInstance(lease.instance, { overriddenStatus: status });
    this.#publish({ kind: 'override-changed', lease, cause: { origin: 'peer', actor: 'peer' } });
  }

  #changeStatus(
    lease: Lease,
    change: StatusCommand & { readonly overriddenStatus: InstanceStatus },
    nowMs: number,
  ): void {
    const { instance } = lease;
    const { status, overriddenStatus, lastDirtyTimestamp = 0 } = change;
    const changed = changeInstance(instance, {
      status,
      overriddenStatus,
      lastDirtyTimestamp: Math.max(instance.lastDirtyTimestamp, lastDirtyTimestamp),
      lastUpdatedTimestamp: nowMs,
      actionType: 'MODIFIED',
    });
    this.table.change(lease, changed);
    noteServiceUp(lease, nowMs);
    this.#publish({ kind: 'status-changed', lease, cause: change.cause });
  }

  #end(change: LeaseChange): void {
    const { lease } = change;
    const nowMs = this.#clock.now();
    this.table.remove(lease.instance.app, lease.instance.instanceId);
    lease.evictedAtMs = nowMs;
    lease.instance = changeInstance(lease.instance, deletedAt(nowMs));
    this.selfPreservation.expectOneLess();
    if (change.kind === 'cancelled') this.cancellations.note(lease.instance, nowMs);
    this.#publish(change);
  }

  #passOn(origin: Origin, command: LocalCommand): void {
    if (origin !== 'peer') this.#commands.tell(command);
  }

  #publish(change: LeaseChange): void {
    if (change.kind !== 'override-changed') {
      this.recentChanges.add(change.lease, this.#clock.now());
    }
    this.#changes.tell(change);
  }
}
