/** What a participant has seen since it was made. Only ever grows. */
export interface BusCounters {
  /** Messages of any kind that arrived. */
  readonly received: number;
  /** Events handed to the handlers. */
  readonly delivered: number;
  /** Events that had been delivered before. */
  readonly duplicates: number;
  /** Events of a type that nobody here knows. */
  readonly unknown: number;
  /** Messages that could not be read. */
  readonly malformed: number;
  /** Handlers that threw. */
  readonly handlerFailures: number;
  /** Announcements given up because too many waited for a connection. */
  readonly dropped: number;
}

/** The same, for those who count. */
export type MutableBusCounters = { -readonly [Name in keyof BusCounters]: number };

/** All at zero. */
export function createCounters(): MutableBusCounters {
  return {
    received: 0,
    delivered: 0,
    duplicates: 0,
    unknown: 0,
    malformed: 0,
    handlerFailures: 0,
    dropped: 0,
  };
}
