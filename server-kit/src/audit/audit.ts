import type { Clock, Logger } from '@vernal/core';

/** Who did what, or tried to. Never credentials. */
export interface AuditEntry {
  /** In words of the protocol: `cancel`, `override-status`, `log-in`. */
  readonly action: string;
  /** Name of the authenticated caller. */
  readonly actor: string;
  /** What it was done to: an instance, an application, a path. */
  readonly target: string;
  readonly outcome: 'success' | 'failure';
  /** What the actor said why. */
  readonly reason?: string | undefined;
  readonly clientIp?: string | undefined;
  /** How often since the last line about the same; once when not given. */
  readonly count?: number | undefined;
}

/** Where the actions of operators and refused requests are written down. */
export interface Audit {
  record(entry: AuditEntry): void;
}

const WINDOW_MS = 60_000;
const FAILURES_PER_WINDOW = 60;

/**
 * An audit log: one line for each entry, told from others by `event.category`. Of failures, which anybody can
 * cause, at most 60 a minute, so that a flood can't fill the disk; the next line says how many were left out.
 */
export function createAudit(logger: Logger, clock: Clock): Audit {
  let windowStartMs = clock.now();
  let failures = 0;
  let leftOut = 0;

  function isTooMany(): boolean {
    if (clock.now() - windowStartMs >= WINDOW_MS) {
      windowStartMs = clock.now();
      failures = 0;
    }
    failures += 1;
    return failures > FAILURES_PER_WINDOW;
  }

  return {
    record(entry) {
      if (entry.outcome === 'failure' && isTooMany()) {
        leftOut += 1;
        return;
      }
      const more = leftOut === 0 ? {} : { 'event.left_out': leftOut };
      leftOut = 0;
      logger.info(`audit: ${entry.action}`, { ...fieldsOf(entry), ...more });
    },
  };
}

function fieldsOf({ action, actor, target, outcome, reason, clientIp, count }: AuditEntry) {
  return {
    'event.category': 'audit',
    'event.action': action,
    'event.outcome': outcome,
    'user.name': actor,
    target,
    ...(reason !== undefined && { 'event.reason': reason }),
    ...(clientIp !== undefined && { 'client.ip': clientIp }),
    ...(count !== undefined && { 'event.count': count }),
  };
}
