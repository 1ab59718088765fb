import { type Applications, appsHashCode, type InstanceInfo } from '@vernal/protocol/eureka';
import { instanceKey } from '../instance-key.ts';

/** What is known of a region from the start. */
export interface RegionRules {
  /** Lower-case. */
  readonly name: string;
  /** The applications, in upper case, that are listed; undefined: all. */
  readonly listedApps?: ReadonlySet<string>;
  /** How long a change stays in the delta. */
  readonly deltaRetentionMs: number;
}

interface Change {
  readonly atMs: number;
  readonly instance: InstanceInfo;
}

/** The registry of another region, as it was fetched last (eureka-protocol 5.6). */
export class RegionRegistry {
  readonly #rules: RegionRules;
  #instances: ReadonlyMap<string, InstanceInfo> = new Map();
  #changes: ReadonlyMap<string, Change> = new Map();
  #fetchedAtMs: number | undefined;

  constructor(rules: RegionRules) {
    this.#rules = rules;
  }

  get name(): string {
    return this.#rules.name;
  }

  /** When something was fetched last; undefined before the first time. */
  get fetchedAtMs(): number | undefined {
    return this.#fetchedAtMs;
  }

  /** Takes a full fetch for the truth; what differs from before shows in the delta. */
  replace({ applications }: Applications, nowMs: number): void {
    const fetched = new Map(
      applications.flatMap(({ instances }) => instances.map((one) => [instanceKey(one), one])),
    );
    const changed = this.#fetchedAtMs === undefined ? [] : differences(this.#instances, fetched);
    this.#instances = fetched;
    this.#note(changed, nowMs);
  }

  /** Applies a delta; false when the result is not what the region has: then a full fetch must follow (3.4). */
  apply({ applications, appsHashCode: expected }: Applications, nowMs: number): boolean {
    const instances = new Map(this.#instances);
    const changed: InstanceInfo[] = [];
    for (const instance of applications.flatMap((application) => application.instances)) {
      const key = instanceKey(instance);
      if (instance.actionType === 'DELETED') instances.delete(key);
      else instances.set(key, instance);
      if (!isSame(this.#instances.get(key), instance)) changed.push(instance);
    }
    if (hashCodeOf(instances) !== expected) return false;
    this.#instances = instances;
    this.#note(changed, nowMs);
    return true;
  }

  /** Every instance that is listed. */
  *listed(): Iterable<InstanceInfo> {
    for (const instance of this.#instances.values()) if (this.#lists(instance)) yield instance;
  }

  /** What changed of late, each instance once, with what happened to it. */
  *recentlyChanged(nowMs: number): Iterable<InstanceInfo> {
    for (const { atMs, instance } of this.#changes.values()) {
      if (atMs >= nowMs - this.#rules.deltaRetentionMs && this.#lists(instance)) yield instance;
    }
  }

  #lists({ app }: InstanceInfo): boolean {
    return this.#rules.listedApps?.has(app) ?? true;
  }

  #note(changed: readonly InstanceInfo[], nowMs: number): void {
    this.#fetchedAtMs = nowMs;
    const oldest = nowMs - this.#rules.deltaRetentionMs;
    const kept = [...this.#changes].filter(([, { atMs }]) => atMs >= oldest);
    const added = changed.map(
      (instance) => [instanceKey(instance), { atMs: nowMs, instance }] as const,
    );
    this.#changes = new Map([...kept, ...added]);
  }
}

function hashCodeOf(instances: ReadonlyMap<string, InstanceInfo>): string {
  return appsHashCode(Array.from(instances.values(), ({ status }) => status));
}

function differences(
  before: ReadonlyMap<string, InstanceInfo>,
  after: ReadonlyMap<string, InstanceInfo>,
): readonly InstanceInfo[] {
  const gone = [...before].filter(([key]) => !after.has(key));
  const come = [...after].filter(([key, instance]) => !isSame(before.get(key), instance));
  return [
    ...gone.map(([, instance]) => ({ ...instance, actionType: 'DELETED' as const })),
    ...come.map(([key, instance]) => ({
      ...instance,
      actionType: before.has(key) ? ('MODIFIED' as const) : ('ADDED' as const),
    })),
  ];
}

/** A registry stamps an instance anew with every change. */
function isSame(known: InstanceInfo | undefined, instance: InstanceInfo): boolean {
  return (
    known !== undefined &&
    instance.actionType !== 'DELETED' &&
    known.status === instance.status &&
    known.lastUpdatedTimestamp === instance.lastUpdatedTimestamp &&
    known.lastDirtyTimestamp === instance.lastDirtyTimestamp
  );
}
