import type { FindLease } from '../expiry-queue.ts';
import { isExpired, type Lease } from '../lease.ts';
import type { Acquaintances } from './acquaintances.ts';
import { questionFor } from './question.ts';

/** Whose the address is that an expired instance would be asked at. */
export type Ownership =
  | { readonly kind: 'own'; readonly address: string }
  /** It registered no address that can be asked. */
  | { readonly kind: 'none' }
  /** Another registered it as well, so that an answer could be the other's. */
  | { readonly kind: 'shared'; readonly address: string }
  /** Another came up there after this one fell silent, and renews. */
  | { readonly kind: 'taken'; readonly address: string; readonly by: Lease };

/** What is looked up. */
export interface OwnershipGround {
  readonly acquaintances: Acquaintances;
  readonly find: FindLease;
  readonly nowMs: number;
}

/** "That very instance" (design decision 7): an answer counts only where nobody else could have given it. */
export function ownershipOf(lease: Lease, ground: OwnershipGround): Ownership {
  const address = questionFor(lease.instance)?.address;
  if (address === undefined) return { kind: 'none' };
  const holder = ground.acquaintances.holderOf(address);
  const other = holder && ground.find(holder.app, holder.instanceId);
  if (other === undefined || other === lease) return { kind: 'own', address };
  return hasTakenOver(other, lease, ground.nowMs)
    ? { kind: 'taken', address, by: other }
    : { kind: 'shared', address };
}

function hasTakenOver(other: Lease, lease: Lease, nowMs: number): boolean {
  const upSinceMs = other.serviceUpAtMs > 0 ? other.serviceUpAtMs : other.registeredAtMs;
  return upSinceMs > lease.seenAtMs && other.seenAtMs > upSinceMs && !isExpired(other, nowMs);
}
