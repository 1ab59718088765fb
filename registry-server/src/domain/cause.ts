/** Who sent a command: an instance or an operator, another registry that passes one on, or this registry itself. */
export type Origin = 'client' | 'peer' | 'registry';

/** Why a lease changes: for the journal, the audit log, and whether peers hear of it. */
export interface Cause {
  readonly origin: Origin;
  /** Name of the authenticated caller, `anonymous` without credentials, `registry` for the server itself. */
  readonly actor: string;
  /** Network address of the caller. */
  readonly address?: string;
  /** In words, where the command alone does not say it. */
  readonly reason?: string;
}
