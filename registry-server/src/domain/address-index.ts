import type { InstanceInfo } from '@vernal/protocol/eureka';
import type { Lease } from './lease.ts';
import type { ListedLeases } from './listed-leases.ts';

/** By what else than its application an instance is looked for (eureka-protocol 1.2 R12, R13). */
export type AddressField = 'vipAddress' | 'secureVipAddress';

/** Addresses stand in one text, with commas and without blanks; case counts (1.2). */
export function addressesOf(instance: InstanceInfo, field: AddressField): readonly string[] {
  return instance[field]?.split(',') ?? [];
}

/**
 * Which applications have instances at an address, so that a look-up walks those only. Made when the first
 * is asked for; applications that left an address are noticed then.
 */
export class AddressIndex {
  readonly #field: AddressField;
  #applications: Map<string, Set<string>> | undefined;

  constructor(field: AddressField) {
    this.#field = field;
  }

  /** Called for every instance that enters the registry. */
  note(instance: InstanceInfo): void {
    if (this.#applications !== undefined) note(this.#applications, instance, this.#field);
  }

  /** What is at an address, by application. */
  find(leases: ListedLeases, address: string): ReadonlyMap<string, readonly Lease[]> {
    this.#applications ??= this.#walk(leases);
    const apps = this.#applications.get(address) ?? new Set<string>();
    const found = new Map<string, readonly Lease[]>();
    for (const app of apps) {
      const atAddress = [...leases.of(app)].filter(({ instance }) =>
        addressesOf(instance, this.#field).includes(address),
      );
      if (atAddress.length === 0) apps.delete(app);
      else found.set(app, atAddress);
    }
    return found;
  }

  #walk(leases: ListedLeases): Map<string, Set<string>> {
    const applications = new Map<string, Set<string>>();
    for (const app of leases.names()) {
      for (const { instance } of leases.of(app)) note(applications, instance, this.#field);
    }
    return applications;
  }
}

function note(
  applications: Map<string, Set<string>>,
  instance: InstanceInfo,
  field: AddressField,
): void {
  for (const address of addressesOf(instance, field)) {
    const apps = applications.get(address);
    if (apps === undefined) applications.set(address, new Set([instance.app]));
    else apps.add(instance.app);
  }
}
