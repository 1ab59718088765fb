import { type InstanceName, instanceKey } from '../instance-key.ts';
import type { Lease } from '../lease.ts';
import { addressesOf } from './question.ts';

const MAX_INTRODUCTIONS = 5;

/** What is known about an instance from asking it. */
export interface Acquaintance extends InstanceName {
  /** Its `host:port` pairs. */
  readonly addresses: readonly string[];
  /** Where it answered once; undefined while its silence proves nothing. */
  answeredAt: string | undefined;
  /** How often it was asked in vain before it ever answered. */
  introductions: number;
}

/** All listed instances by address: who has ever answered, and who holds an address now. */
export class Acquaintances {
  readonly #byInstance = new Map<string, Acquaintance>();
  readonly #byAddress = new Map<string, Acquaintance>();

  /** Takes an instance that registered; who registers last holds an address. */
  meet({ instance }: Lease): void {
    const { app, instanceId } = instance;
    const known = this.#byInstance.get(instanceKey(instance));
    const addresses = addressesOf(instance);
    if (known !== undefined) this.#releaseAddresses(known);
    const answeredAt = addresses.find((address) => address === known?.answeredAt);
    const acquaintance = { app, instanceId, addresses, answeredAt, introductions: 0 };
    this.#byInstance.set(instanceKey(instance), acquaintance);
    for (const address of addresses) this.#byAddress.set(address, acquaintance);
  }

  /** Forgets an instance that is listed no longer. */
  part({ instance }: Lease): void {
    const known = this.#byInstance.get(instanceKey(instance));
    if (known === undefined) return;
    this.#releaseAddresses(known);
    this.#byInstance.delete(instanceKey(instance));
  }

  of({ instance }: Lease): Acquaintance | undefined {
    return this.#byInstance.get(instanceKey(instance));
  }

  /** The instance that registered an address last. */
  holderOf(address: string): Acquaintance | undefined {
    return this.#byAddress.get(address);
  }

  /** Those that never answered and were not asked too often yet. */
  strangers(): readonly Acquaintance[] {
    return [...this.#byInstance.values()].filter(
      ({ answeredAt, introductions }) =>
        answeredAt === undefined && introductions < MAX_INTRODUCTIONS,
    );
  }

  #releaseAddresses(known: Acquaintance): void {
    for (const address of known.addresses) {
      if (this.#byAddress.get(address) === known) this.#byAddress.delete(address);
    }
  }
}
