import type { KnownKey } from './key-store.ts';

/** Tells services what changed (design decision 5). Never waits for a broker that is away. */
export interface Announcements {
  /**
   * Id of the one refresh event that will announce the next changes of an application. Servers that announce the
   * same change at once give it the same id, so that instances act once.
   *
   * @param change what changes, in the same text on every server
   */
  eventIdFor(application: string, change: string): string;
  /** Publishes the commit in force for a key, retained. */
  announceState(known: KnownKey): void;
  /** Takes up the event of a change that was decided but, before this process died, not yet told. */
  resume(known: KnownKey): void;
  /**
   * Sends one refresh event to each of the applications that got an id since the last call. Never rejects.
   * @returns the ids of the events that the bus has taken
   */
  publishRefreshes(applications: Iterable<string>): Promise<readonly string[]>;
  /** Sends a refresh event to each application named, whether it changed or not; `*` is everyone. */
  refresh(applications: readonly string[]): Promise<void>;
}
