/** The server did what was asked. */
export interface Done<Value> {
  readonly kind: 'ok';
  readonly value: Value;
}

/** The server has no lease for this instance: register again (eureka-protocol 6.1). */
export interface UnknownInstance {
  readonly kind: 'unknown-instance';
}

/** The server has no such application, or serves no deltas. */
export interface Absent {
  readonly kind: 'absent';
}

/** Every server that was tried answered, and the last one refused. */
export interface Refused {
  readonly kind: 'refused';
  readonly status: number;
  readonly problem: string;
}

/** No server could be reached, or what it answered makes no sense. */
export interface Unavailable {
  readonly kind: 'unavailable';
  readonly problem: string;
}

/** What can happen to any request. */
export type Failure = Refused | Unavailable;
export type RegisterOutcome = Done<undefined> | Failure;
export type LeaseOutcome = Done<undefined> | UnknownInstance | Failure;
export type FetchOutcome<Value> = Done<Value> | Absent | Failure;
