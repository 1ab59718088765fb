import type { AddressField } from '../domain/address-index.ts';
import type { PreparedBody } from './prepared-body.ts';

/** Bytes that exist, or will when they were encoded. */
export type ComingBody = PreparedBody | Promise<PreparedBody>;

/** What answers a query: at once, after it was encoded, or not at all. */
export type FoundBody = ComingBody | undefined;

/** The lists that clients fetch, in one format. */
export interface ListAnswers {
  /** Every application (eureka-protocol 1.2 R1). */
  full(): ComingBody;
  /** What changed of late (R2), with the hash code of the whole registry and a version that moves (3.2). */
  delta(): ComingBody;
  /** One application (R3); undefined without instances. */
  application(name: string): PreparedBody | undefined;
  /** Every instance at an address, of all applications (R12, R13); the hash code is theirs alone (3.1). */
  at(field: AddressField, address: string): PreparedBody;
}
