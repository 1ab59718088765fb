/** Tells clients that an application changed, so that they need not wait for their next poll (design decision 7). */
export interface ChangeAnnouncer {
  /** Returns at once; changes close together are announced together. */
  announce(app: string): void;
}
